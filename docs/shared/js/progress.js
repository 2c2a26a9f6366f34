// What a learner has done, kept in this browser alone: which exercises passed, how many hints were shown, the answers.
//
//   import { progress } from "./progress.js";
//   progress.of("15_im2col")                      // {passed, hints, answer}: answer is text, or undefined
//   progress.change("15_im2col", { passed: true });
//   progress.onChange(() => ...);                 // also when another tab changed it
//   progress.kept                                 // false where the browser lets nothing be kept: then until the page is left
//
// The file of an export is what the command line keeps, too: {format, version, exercises: {name: {passed, hints}}}.

const KEY = "lesson-code.progress";
const FORMAT = "lesson-code progress";
const LONGEST = 1_000_000; // characters of a file
const LONGEST_ANSWER = 100_000;

class BadFile extends Error {}

class Progress {
  kept = true;
  #records = {};
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

  onChange(listener) {
    this.#listeners.push(listener);
  }

  export() {
    return JSON.stringify({ format: FORMAT, version: 1, exercises: this.#records }, null, 2) + "\n";
  }

  // Take in a file: what has passed anywhere has passed, its answers replace the present ones. Throws what is wrong with it.
  import(text) {
    const records = parse(text);
    this.#read();
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
    this.#records = {};
    this.#write();
  }

  #read() {
    try {
      const text = localStorage.getItem(KEY);
      this.#records = text === null ? {} : parse(text);
    } catch (error) {
      if (!(error instanceof BadFile)) this.kept = false; // what is kept is unreadable: begin anew
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

// The records in an exported file; only what is known, and only if all of it is as it must be.
function parse(text) {
  if (text.length > LONGEST) throw new BadFile("too long");
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new BadFile("not JSON");
  }
  if (file?.format !== FORMAT) throw new BadFile("another format");
  if (file.version !== 1) throw new BadFile("another version");
  const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isTable(file.exercises)) throw new BadFile("no exercises");
  const records = {};
  for (const [name, record] of Object.entries(file.exercises)) {
    if (!/^[0-9]{2}_[a-z0-9_]{1,60}$/.test(name) || !isTable(record)) throw new BadFile("a strange name");
    const { passed, hints, answer } = record;
    if (typeof passed !== "boolean") throw new BadFile("passed is neither true nor false");
    if (!Number.isInteger(hints) || hints < 0 || hints > 99) throw new BadFile("hints is not a number of hints");
    if (answer !== undefined && (typeof answer !== "string" || answer.length > LONGEST_ANSWER)) {
      throw new BadFile("an answer is no text");
    }
    records[name] = answer === undefined ? { passed, hints } : { passed, hints, answer };
  }
  return records;
}

export const progress = new Progress();
