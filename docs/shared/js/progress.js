// What a learner has done, kept in this browser alone: which exercises passed, how many hints were shown, the answers.
//
//   import { progress } from "./progress.js";
//   progress.of("15_im2col/2_build")              // {passed, hints, answer}: answer is text, or undefined
//   progress.change("15_im2col/2_build", { passed: true });
//   progress.question("03_affine/shapes")         // {tried, first}: how often it was answered, whether right at once
//   progress.answer("03_affine/shapes", true);    // it was answered, rightly
//   progress.onChange(() => ...);                 // also when another tab changed it
//   progress.kept                                 // false where the browser lets nothing be kept: then until the page is left
//
// The file of an export is what the command line keeps, too: {format, version, exercises: {name: {passed, hints}},
// questions: {name: {tried, first}}}. In version 1 a lesson had one exercise, of the lesson's name. What else stands in
// the file is carried along as it is.

const KEY = "lesson-code.progress";
const BESIDE = `${KEY}.unreadable`; // what was kept and could not be read
const FORMAT = "lesson-code progress";
const VERSION = 2;
const LONGEST = 1_000_000; // characters of a file
const LONGEST_ANSWER = 100_000;
const MOST_TRIES = 9999;
const NOTHING = { records: {}, questions: {}, others: {} };

class BadFile extends Error {}

class Progress {
  kept = true;
  #records = {};
  #questions = {};
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
    this.#records[name] = { ...this.of(name), ...changes };
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

  onChange(listener) {
    this.#listeners.push(listener);
  }

  export() {
    const known = { format: FORMAT, version: VERSION, exercises: this.#records, questions: this.#questions };
    return JSON.stringify({ ...known, ...this.#others }, null, 2) + "\n";
  }

  // Take in a file: what has passed anywhere has passed, its answers replace the present ones, and a question that was
  // answered in both places was first answered here. Throws what is wrong with it.
  import(text) {
    const { records, questions, others } = parse(text);
    this.#read();
    for (const [name, { tried, first }] of Object.entries(questions)) {
      const before = this.question(name);
      const most = Math.max(before.tried, tried);
      this.#questions[name] = { tried: most, first: before.tried ? before.first : first };
    }
    this.#others = { ...this.#others, ...others };
    for (const [name, record] of Object.entries(records)) {
      const before = this.of(name);
      this.#records[name] = {
        ...before,
        ...record,
        passed: before.passed || record.passed,
        hints: Math.max(before.hints, record.hints),
      };
    }
    this.#write();
    return Object.keys(records).length;
  }

  clear() {
    [this.#records, this.#questions, this.#others] = [{}, {}, {}];
    this.#write();
  }

  #read() {
    let text = null;
    try {
      text = localStorage.getItem(KEY);
      const { records, questions, others } = text === null ? NOTHING : parse(text);
      [this.#records, this.#questions, this.#others] = [{ ...records }, { ...questions }, others];
    } catch (error) {
      if (!(error instanceof BadFile)) this.kept = false;
      else setAside(text); // and begin anew
    }
  }

  #write() {
    try {
      localStorage.setItem(KEY, this.export());
      this.kept = true;
    } catch {
      this.kept = false;
    }
    this.#tell();
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

function setAside(text) {
  try {
    if (localStorage.getItem(BESIDE) !== text) localStorage.setItem(BESIDE, text);
  } catch {
    // no room for both
  }
}

// What an exported file holds: the records, of which only what is known, and only if all of it is as it must be; and what
// else stands there.
function parse(text) {
  if (text.length > LONGEST) throw new BadFile("too long");
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new BadFile("not JSON");
  }
  if (file?.format !== FORMAT) throw new BadFile("another format");
  const { format, version, exercises, questions = {}, ...others } = file;
  if (version !== 1 && version !== VERSION) throw new BadFile("another version");
  const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isTable(exercises)) throw new BadFile("no exercises");
  if (!isTable(questions)) throw new BadFile("strange questions");
  const records = {};
  for (const [key, record] of Object.entries(exercises)) {
    const name = version === 1 ? `${key}/2_build` : key;
    const known = /^[0-9]{2}_[a-z0-9_]{1,60}[/](1_say|2_build|3_find)$/.test(name);
    if (!known || !isTable(record)) throw new BadFile("a strange name");
    const { passed, hints, answer } = record;
    if (typeof passed !== "boolean") throw new BadFile("passed is neither true nor false");
    if (!Number.isInteger(hints) || hints < 0 || hints > 99) throw new BadFile("hints is not a number of hints");
    if (answer !== undefined && (typeof answer !== "string" || answer.length > LONGEST_ANSWER)) {
      throw new BadFile("an answer is no text");
    }
    records[name] = answer === undefined ? { passed, hints } : { passed, hints, answer };
  }
  const answered = {};
  for (const [name, record] of Object.entries(questions)) {
    const known = /^[a-z0-9_]{1,63}[/][a-z][a-z0-9_]{0,39}$/.test(name);
    if (!known || !isTable(record)) throw new BadFile("a strange question");
    const { tried, first } = record;
    if (!Number.isInteger(tried) || tried < 1 || tried > MOST_TRIES) throw new BadFile("tried is not a number of tries");
    if (typeof first !== "boolean") throw new BadFile("first is neither true nor false");
    answered[name] = { tried, first };
  }
  return { records, questions: answered, others };
}

export const progress = new Progress();
