// What a learner has done, kept in this browser alone: which exercises passed, how many hints were shown, the answers.
//
//   import { progress } from "./progress.js";
//   progress.of("15_im2col/2_build")              // {passed, hints, answer, right}: the text in the editor, and the one
//                                                 // that has passed, or undefined
//   progress.change("15_im2col/2_build", { passed: true });
//   progress.question("03_affine/shapes")         // {tried, first}: how often it was answered, whether right at once
//   progress.answer("03_affine/shapes", true);    // it was answered, rightly
//   progress.pieces                               // of the learner's own library: {name: [{text, ours}, older ones ...]}
//   progress.keep("Affine", { text, ours: false });  // becomes the present one; one that is there comes to the front
//   progress.place                                // {page, heading, time}: where reading stopped, and when; or null
//   progress.stopAt({ page: "lessons/03-affine/", heading: "class" });
//   progress.onChange(() => ...);                 // also when another tab changed it
//   progress.kept                                 // false where the browser lets nothing be kept: then until the page is left
//
// The file of an export is what the command line keeps, too: {format, version, exercises: {name: {passed, hints, on}}, mine,
// questions: {name: {tried, first}}, place}, where `on` is the day of the first pass, if known, and `mine` are the pieces.
// In version 1 a lesson had one exercise, of the lesson's name. What else stands in the file is carried along as it is.

const KEY = "lesson-code.progress";
const BESIDE = `${KEY}.unreadable`; // what was kept and could not be read
const FORMAT = "lesson-code progress";
const VERSION = 2;
const LONGEST = 2_000_000; // characters of a file
const LONGEST_ANSWER = 100_000;
const MOST_TRIES = 9999;
const ANSWERS = 5; // of a piece: the present one and four before

class BadFile extends Error {}

class Progress {
  kept = true;
  #records = {};
  #pieces = {};
  #questions = {};
  #place = null;
  #others = {};
  #listeners = [];

  constructor() {
    this.#read();
    addEventListener("storage", (event) => {
      if (event.key !== KEY && event.key !== null) return;
      this.#read();
      this.#tell();
    });
  }

  of(name) {
    return { passed: false, hints: 0, ...this.#records[name] };
  }

  change(name, changes) {
    this.#read(); // another tab may have written
    const before = this.of(name);
    const first = changes.passed && !before.passed ? { on: today() } : {};
    this.#records[name] = { ...before, ...first, ...changes };
    this.#write();
  }

  question(name) {
    return { tried: 0, first: false, ...this.#questions[name] };
  }

  answer(name, right) {
    this.#read();
    const { tried, first } = this.question(name);
    this.#questions[name] = { tried: Math.min(tried + 1, MOST_TRIES), first: tried ? first : right };
    this.#write();
  }

  get place() {
    return this.#place && { ...this.#place };
  }

  // Nothing on this page depends on it, so nobody is told
  stopAt({ page, heading }) {
    this.#read();
    if (this.#place?.page === page && this.#place.heading === heading) return;
    this.#place = { page, heading, time: Date.now() };
    this.#keep();
  }

  get pieces() {
    return { ...this.#pieces };
  }

  keep(name, answer) {
    this.#read();
    this.#toFront(name, answer);
    this.#write();
  }

  #toFront(name, { text, ours }) {
    const before = (this.#pieces[name] ?? []).filter((other) => other.text !== text || other.ours !== ours);
    this.#pieces[name] = [{ text, ours }, ...before].slice(0, ANSWERS);
  }

  onChange(listener) {
    this.#listeners.push(listener);
  }

  export() {
    const mine = Object.keys(this.#pieces).length ? { mine: this.#pieces } : {};
    const questions = Object.keys(this.#questions).length ? { questions: this.#questions } : {};
    const place = this.#place ? { place: this.#place } : {};
    const known = { format: FORMAT, version: VERSION, exercises: this.#records, ...mine, ...questions, ...place };
    return JSON.stringify({ ...known, ...this.#others }, null, 2) + "\n";
  }

  // Take in a file: what has passed anywhere has passed, its answers and pieces replace the present ones, and a question
  // that was answered in both places was first answered here; reading goes on where it stopped last. Throws what is
  // wrong with it.
  import(text) {
    const { records, pieces, questions, place, others } = parse(text);
    this.#read();
    this.#others = { ...this.#others, ...others };
    for (const [name, record] of Object.entries(records)) {
      const before = this.of(name);
      this.#records[name] = {
        ...before,
        ...record,
        passed: before.passed || record.passed,
        hints: Math.max(before.hints, record.hints),
        on: [before.on, record.on].filter(Boolean).sort()[0],
      };
    }
    for (const [name, answers] of Object.entries(pieces)) {
      for (const answer of [...answers].reverse()) this.#toFront(name, answer);
    }
    for (const [name, { tried, first }] of Object.entries(questions)) {
      const before = this.question(name);
      const most = Math.max(before.tried, tried);
      this.#questions[name] = { tried: most, first: before.tried ? before.first : first };
    }
    if (place && !(this.#place?.time >= place.time)) this.#place = place;
    this.#write();
    return { exercises: Object.keys(records).length, pieces: Object.keys(pieces).length };
  }

  clear() {
    this.#take({ records: {}, pieces: {}, questions: {}, place: null, others: {} });
    this.#write();
  }

  #read() {
    let text = null;
    try {
      text = localStorage.getItem(KEY);
      this.#take(text === null ? { records: {}, pieces: {}, questions: {}, place: null, others: {} } : parse(text));
    } catch (error) {
      if (!(error instanceof BadFile)) this.kept = false;
      else setAside(text); // and begin anew
    }
  }

  #take({ records, pieces, questions, place, others }) {
    [this.#records, this.#pieces, this.#questions] = [records, pieces, questions];
    [this.#place, this.#others] = [place, others];
  }

  #write() {
    this.#keep();
    this.#tell();
  }

  #keep() {
    try {
      localStorage.setItem(KEY, this.export());
      this.kept = true;
    } catch {
      this.kept = false;
    }
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

// The day where the learner is, as 2026-11-30
function today() {
  const now = new Date();
  const number = (value) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${number(now.getMonth() + 1)}-${number(now.getDate())}`;
}

function setAside(text) {
  try {
    if (localStorage.getItem(BESIDE) !== text) localStorage.setItem(BESIDE, text);
  } catch {
    // no room for both
  }
}

// What an exported file holds: records and pieces, of which only what is known, and only if all of it is as it must be; and
// what else stands there.
function parse(text) {
  if (text.length > LONGEST) throw new BadFile("too long");
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new BadFile("not JSON");
  }
  if (file?.format !== FORMAT) throw new BadFile("another format");
  const { format, version, exercises, mine = {}, questions = {}, place = null, ...others } = file;
  if (version !== 1 && version !== VERSION) throw new BadFile("another version");
  const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  if (![exercises, mine, questions].every(isTable)) throw new BadFile("no exercises");
  const records = {};
  for (const [key, record] of Object.entries(exercises)) {
    const name = version === 1 ? `${key}/2_build` : key;
    const known = /^[a-z0-9][a-z0-9_]{0,62}[/](1_say|2_build|3_find)$/.test(name);
    if (!known || !isTable(record)) throw new BadFile("a strange name");
    const { passed, hints, on } = record;
    if (typeof passed !== "boolean") throw new BadFile("passed is neither true nor false");
    if (!Number.isInteger(hints) || hints < 0 || hints > 99) throw new BadFile("hints is not a number of hints");
    records[name] = { passed, hints };
    for (const key of ["answer", "right"]) {
      const text = record[key];
      if (text === undefined) continue;
      if (typeof text !== "string" || text.length > LONGEST_ANSWER) throw new BadFile("an answer is no text");
      records[name][key] = text;
    }
    if (on !== undefined && (typeof on !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(on))) throw new BadFile("a strange day");
    if (on) records[name].on = on;
  }
  const answered = {};
  for (const [name, record] of Object.entries(questions)) {
    const known = /^[a-z0-9][a-z0-9_]{0,62}[/][a-z][a-z0-9_]{0,39}$/.test(name);
    if (!known || !isTable(record)) throw new BadFile("a strange question");
    const { tried, first } = record;
    if (!Number.isInteger(tried) || tried < 1 || tried > MOST_TRIES) throw new BadFile("tried is not a number of tries");
    if (typeof first !== "boolean") throw new BadFile("first is neither true nor false");
    answered[name] = { tried, first };
  }
  if (place !== null) {
    const { page, heading, time } = isTable(place) ? place : {};
    const known = /^[a-z0-9-]+([/][a-z0-9-]+)*[/]$/.test(page) && /^[A-Za-z][\w.-]*$/.test(heading);
    if (!known || page.length + heading.length > 200) throw new BadFile("a strange place");
    if (!Number.isInteger(time) || time < 0) throw new BadFile("time is no time");
  }
  const pieces = {};
  for (const [name, answers] of Object.entries(mine)) {
    const known = /^[A-Za-z]\w{0,60}$/.test(name) && Array.isArray(answers) && answers.length > 0;
    if (!known) throw new BadFile("a strange piece");
    pieces[name] = answers.slice(0, ANSWERS).map((answer) => {
      const { text, ours } = isTable(answer) ? answer : {};
      if (typeof text !== "string" || text.length > LONGEST_ANSWER) throw new BadFile("a piece is no text");
      if (typeof ours !== "boolean") throw new BadFile("ours is neither true nor false");
      return { text, ours };
    });
  }
  return { records, pieces, questions: answered, place, others };
}

export const progress = new Progress();
