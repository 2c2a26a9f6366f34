// Python in the page: the one interface to it, for everything that runs programs or calls functions.
//
//   import { sharedPython } from "./python.js";
//   const python = sharedPython();        // one worker a page, shared by all; nothing is fetched until it is used
//
//   const { ok, error } = await python.run({
//     code,                               // a program; __name__ is "__main__"
//     name: "unfold.py",                  // what tracebacks call it (default "program.py")
//     files: {                            // put into its working directory, which is otherwise empty:
//       "answer.py": "def f(): ...",      //   text,
//       "digit.bin": new Uint8Array(784), //   bytes, or
//       "b.json": { url: "results/b.json" }, //   what stands there in the site of this language
//     },
//     onText(text, stream) {},            // as it is printed (up to a million characters); stream is "stdout" or "stderr"
//     onFigure(svg) {},                   // each figure of plt.show(), an SVG document as text
//     onProgress(progress) {},            // see below
//     signal,                             // an AbortSignal: ends this run alone, while it waits or while it runs
//   });
//   `error` is the traceback of the program's own lines, or null. Every run has a namespace, a folder and settings
//   (np.set_printoptions, rcParams, sys.path ...) of its own; sys.exit(0) is ok.
//
//   const value = await python.call({ source, name, args, files, onText, onProgress, signal });
//   loads `source` as a module (once: it is kept, with its variables, by its text) and calls its function `name`.
//   Arguments: numbers, strings, lists, plain objects; a typed array arrives as a NumPy array, and so does
//   {data: typed array, shape: [..]}. Results the same way back: an array of one dimension as a typed array, any other
//   as {data, shape}; 64-bit integers as Float64Array, booleans as Uint8Array; tuples as arrays, dicts as objects.
//   `files` are in the module's working directory, from its first call on. What it raises rejects with a PythonError
//   whose reason is "raised" and whose message is the traceback of the source's own lines.
//
//   python.stop();    // ends the worker and with it everything that runs or waits; the next use starts a new one
//   python.started    // whether there is a worker
//
// Programs wait for each other: one runs at a time. Each promise rejects with a PythonError, whose `reason` is
//   "network"   a file did not come: no connection. The next run tries again
//   "missing"   the site has no Python
//   "damaged"   a file came that is not the one that this site was built with
//   "died"      the worker ended by itself: memory ran out, or Python itself failed
//   "stopped"   stop() or the signal
//   "raised"    (call only) the function raised
// After "network", "missing", "damaged" and "died" the next use begins with a new worker; files that came are kept.
//
// progress = {stage, loaded, total, subset, deaf}: stage is "wait" (others are before this one), "download" (loaded and total
// in bytes, for this start as a whole), "start", "install", "run"; with "run", `subset` tells that load_mnist gives
// only its first images, {train, t10k}, because the program uses it (otherwise it is null), and `deaf` that it looks
// for overflow or division by zero, of which WebAssembly does not tell NumPy: no warning comes, and no error.
// A program with a line `# Drawing` runs as far as that line while what draws may still be on its way: "download" and
// "install" can follow "run" then, and "resume" tells that the rest runs.

const WORKER = new URL("python-worker.js", import.meta.url);
const SITE = new URL("../../", import.meta.url).href; // of this language

export class PythonError extends Error {
  name = "PythonError";

  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

const FATAL = ["network", "missing", "damaged", "died"];

export class Python {
  #onProgress;
  #queue = [];
  #running = null;
  #worker = null;

  constructor({ onProgress } = {}) {
    this.#onProgress = onProgress;
  }

  get started() {
    return this.#worker !== null;
  }

  run({ code, name = "program.py", files, ...options }) {
    return this.#add({ kind: "run", code, name, files }, options);
  }

  call({ source, name, args = [], files, ...options }) {
    return this.#add({ kind: "call", source, name, args, files }, options);
  }

  stop() {
    const waiting = this.#queue.splice(0);
    this.#end("stopped", "Python was stopped");
    for (const job of waiting) job.reject(new PythonError("stopped", "Python was stopped"));
  }

  #add(message, { signal, ...listeners }) {
    return new Promise((resolve, reject) => {
      const job = { message: { ...message, root: SITE }, listeners, resolve, reject };
      const abort = () => {
        if (job === this.#running) return this.#end("stopped", "Python was stopped");
        const place = this.#queue.indexOf(job);
        if (place < 0) return;
        this.#queue.splice(place, 1);
        reject(new PythonError("stopped", "Python was stopped"));
      };
      this.#queue.push(job);
      if (signal?.aborted) return abort();
      signal?.addEventListener("abort", abort);
      if (this.#running) this.#tell(job, { stage: "wait" });
      this.#next();
    });
  }

  #next() {
    if (this.#running || !this.#queue.length) return;
    this.#running = this.#queue.shift();
    try {
      (this.#worker ??= this.#start()).postMessage(this.#running.message);
    } catch (error) {
      this.#finish("reject", error); // what cannot be sent to a worker, such as a function
    }
  }

  #tell(job, progress) {
    this.#onProgress?.(progress);
    job.listeners.onProgress?.(progress);
  }

  #finish(how, value) {
    const job = this.#running;
    this.#running = null;
    job?.[how](value);
    this.#next();
  }

  // Terminate the worker; what it was doing fails with this.
  #end(reason, message) {
    this.#worker?.terminate();
    this.#worker = null;
    if (this.#running) this.#finish("reject", new PythonError(reason, message));
  }

  #start() {
    const life = `python-${crypto.randomUUID?.() ?? Math.random()}`;
    const worker = new Worker(`${WORKER}?life=${life}`, { type: "module" });
    const mine = (listener) => (event) => worker === this.#worker && listener(event);
    worker.onmessage = mine(({ data }) => {
      const { onText, onFigure } = this.#running?.listeners ?? {};
      if ("alive" in data) {
        // The worker holds this lock as long as it lives. A worker that dies tells nobody otherwise.
        const died = mine(() => this.#end("died", "Python ended unexpectedly"));
        if (data.alive) navigator.locks.request(life, died);
      } else if (!this.#running) return;
      else if (data.text !== undefined) onText?.(data.text, data.stream);
      else if (data.figure !== undefined) onFigure?.(data.figure);
      else if (data.progress) this.#tell(this.#running, data.progress);
      else if (!data.failure) this.#finish("resolve", data.result);
      else if (FATAL.includes(data.failure.reason)) this.#end(data.failure.reason, data.failure.message);
      else this.#finish("reject", new PythonError(data.failure.reason, data.failure.message));
    });
    worker.onerror = mine((event) => {
      event.preventDefault?.();
      // Without a message the script itself did not come
      if (event.message) this.#end("died", event.message);
      else this.#end("network", `${WORKER} could not be loaded`);
    });
    return worker;
  }
}

let shared;

export function sharedPython() {
  return (shared ??= new Python());
}
