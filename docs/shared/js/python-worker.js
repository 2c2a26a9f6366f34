// Python in a worker of its own: Pyodide, started by the first program that comes, so that the page never freezes.
// python.js is the only one who talks to it.
//
// Everything of Pyodide is fetched by `obtain`: with its progress shown, checked against the SHA-256 in
// shared/python/runtime.json, and kept in the browser's Cache storage under that SHA-256, so that the next page, and
// the next visit, has it already. Pyodide itself asks by `fetch`, which is answered from there.

import { packagesOf } from "./packages.js";

const here = new URL("../python/", import.meta.url); // runtime.json and in_page.py
const ROOT = "/home/pyodide/"; // of Python's own file system
const fetchOutside = self.fetch.bind(self);

// A failure that has a sentence of its own on the page: "network", "missing", "damaged".
class Failure extends Error {
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

// ---- Fetching

let runtime; // what runtime.json says
let cache; // null where the browser has none (a page that came by plain http from another machine)
const obtained = new Map(); // name -> promise of its bytes
const amounts = new Map(); // name -> [bytes that came, bytes in all]
let inDoubt = 0; // files that may be kept already: what has to come in all is not known yet

async function readRuntime() {
  const address = new URL("runtime.json", here);
  runtime = await (await request(address, { cache: "no-cache" })).json();
  runtime.base = new URL(runtime.base, address).href;
  const name = `pyodide-${runtime.version}`;
  cache = (await self.caches?.open(name).catch(() => null)) ?? null;
  if (!cache) return;
  for (const other of await caches.keys()) {
    if (other.startsWith("pyodide-") && other !== name) await caches.delete(other);
  }
}

async function request(address, options) {
  let response;
  try {
    response = await fetchOutside(address, options);
  } catch (error) {
    throw new Failure("network", `${address}: ${error.message}`);
  }
  if (!response.ok) throw new Failure("missing", `${address}: ${response.status}`);
  return response;
}

function obtain(name, address, { size, sha256 }) {
  if (!obtained.has(name)) obtained.set(name, obtainOnce(name, address, size, sha256));
  return obtained.get(name);
}

async function obtainOnce(name, address, size, sha256) {
  const key = `${address}?sha256=${sha256}`;
  inDoubt += 1;
  const kept = await cache?.match(key);
  inDoubt -= 1;
  if (kept) return new Uint8Array(await kept.arrayBuffer());

  amounts.set(name, [0, size]);
  const canCheck = Boolean(crypto.subtle);
  const integrity = `sha256-${btoa(String.fromCharCode(...sha256.match(/../g).map((x) => parseInt(x, 16))))}`;
  const response = await request(address, canCheck ? {} : { integrity });
  const bytes = new Uint8Array(size);
  let end = 0;
  try {
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      if (end + value.length <= size) bytes.set(value, end);
      end += value.length;
      amounts.set(name, [Math.min(end, size), size]);
      tellAmount();
    }
  } catch (error) {
    throw new Failure("network", `${address}: ${error.message}`);
  }
  if (end !== size || (canCheck && (await digest(bytes)) !== sha256)) {
    throw new Failure("damaged", `${address} is not the file that this site was built with`);
  }
  await cache?.put(key, new Response(bytes)).catch(() => {}); // no room: it is fetched again next time
  return bytes;
}

async function digest(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

let lastTold = 0;
function tellAmount(now = performance.now()) {
  if (now - lastTold < 100 || inDoubt) return;
  lastTold = now;
  let [loaded, total] = [0, 0];
  for (const [part, whole] of amounts.values()) [loaded, total] = [loaded + part, total + whole];
  if (total) postMessage({ progress: { stage: "download", loaded, total } });
}

const obtainFile = (name) => obtain(name, runtime.base + name, runtime.files[name]);
const obtainArchive = (name) => obtain(name, new URL(runtime[name].file, here).href, runtime[name]);

// A site with Pyodide in it is whole in itself: its modules are like any other of its scripts. What comes from
// elsewhere is imported only after it was checked.
async function importModule(name) {
  if (runtime.vendored) return import(runtime.base + name).catch((error) => {
    throw new Failure("network", `${name}: ${error.message}`);
  });
  const address = URL.createObjectURL(new Blob([await obtainFile(name)], { type: "text/javascript" }));
  return import(address);
}

self.fetch = async (address, options) => {
  const url = String(address?.url ?? address);
  const name = runtime && url.startsWith(runtime.base) ? url.slice(runtime.base.length) : "";
  if (!(name in (runtime?.files ?? {}))) return fetchOutside(address, options);
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(await obtainFile(name), { headers: { "Content-Type": type } });
};

// What a program needs to be installed: packages, ours, and the part of MNIST.
function partsOf(code) {
  const archives = { lesson_code: /\blesson_code\b/, mnist: /\bload_mnist\b/ };
  return [...packagesOf(code, runtime.lock.packages), ...Object.keys(archives).filter((name) => archives[name].test(code))];
}

// ---- Unpacking: here, while Python starts, for Python itself takes ten times as long

const unpacked = new Map(); // name of a part -> promise of its files, [path, bytes]

function unpack(name) {
  if (!unpacked.has(name)) {
    const files = Promise.all(archivesOf(name).map(([archive, folder]) => unzip(archive, folder)));
    files.catch(() => {}); // awaited by `install`
    unpacked.set(name, files);
  }
  return unpacked.get(name);
}

function archivesOf(name) {
  if (name === "lesson_code") return [[obtainArchive(name), `${ROOT}in_page/`]];
  if (name === "mnist") return [[obtainArchive(name), `${ROOT}in_page/mnist/`]];
  const version = runtime.lock.info.python.match(/^\d+\.\d+/)[0];
  const files = [runtime.lock.packages[name].file_name, runtime.bytecode[name]].filter(Boolean);
  return files.map((file) => [obtainFile(file), `/lib/python${version}/site-packages/`]);
}

async function unzip(archive, folder) {
  const bytes = await archive;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const end = bytes.length - 22; // of an archive without a comment
  const files = [];
  let entry = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const [nameLength, ...more] = [28, 30, 32].map((place) => view.getUint16(entry + place, true));
    const name = new TextDecoder().decode(bytes.subarray(entry + 46, entry + 46 + nameLength));
    const header = view.getUint32(entry + 42, true);
    const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    const packed = bytes.subarray(start, start + view.getUint32(entry + 20, true));
    const isStored = view.getUint16(entry + 10, true) === 0;
    if (!name.endsWith("/")) files.push([folder + name, isStored ? packed : inflate(packed)]);
    entry += 46 + nameLength + more[0] + more[1];
  }
  return Promise.all(files.map(async ([path, content]) => [path, await content]));
}

async function inflate(packed) {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const writer = writable.getWriter();
  writer.write(packed).then(() => writer.close());
  return new Uint8Array(await new Response(readable).arrayBuffer());
}

// ---- Starting, and making ready for a program

let python; // Pyodide
let inPage; // the Python module in_page
let PythonError; // of Pyodide, which does not even tell its classes when it has broken down
let PyProxy;
const there = new Set(); // parts that are installed
const missing = (code) => partsOf(code).filter((name) => !there.has(name));

// What the beginning of a program needs is there at the end; what the whole needs is on its way.
async function makeReady(beginning, whole = beginning) {
  if (!runtime) {
    postMessage({ progress: { stage: "download", loaded: 0, total: 0 } });
    await readRuntime();
    runtime.lock = JSON.parse(runtime.lock);
  }
  // All at once, so that the amount in all is known from the beginning
  const core = python ? [] : ["pyodide.asm.wasm", runtime.stdlib].map(obtainFile);
  for (const download of core) download.catch(() => {}); // awaited below
  const first = missing(beginning);
  for (const name of missing(whole)) {
    if (first.includes(name)) unpack(name);
    else for (const [archive] of archivesOf(name)) archive.catch(() => {}); // awaited by `install`
  }
  if (!python) await start(core);
  inPage.warm_up(await install(beginning)); // so that a program's own time is its own
}

async function install(code) {
  const parts = missing(code);
  if (!parts.length) return parts;
  const files = (await Promise.all(parts.map(unpack))).flat(2);
  lastTold = 0;
  tellAmount();
  postMessage({ progress: { stage: "install" } });
  const folders = new Set(files.map(([path]) => path.slice(0, path.lastIndexOf("/"))));
  for (const folder of folders) python.FS.mkdirTree(folder);
  for (const [path, content] of files) python.FS.writeFile(path, content, { canOwn: true });
  python.runPython("import importlib; importlib.invalidate_caches()"); // what has come may be imported
  for (const name of parts) {
    there.add(name);
    unpacked.delete(name);
  }
  return parts;
}

async function start(core) {
  const [{ loadPyodide }, { default: createPyodideModule }, ...sources] = await Promise.all([
    importModule("pyodide.mjs"),
    importModule("pyodide.asm.mjs"),
    ...["in_page.py", "page_matmul.py", "matmul.so", "../figures.mplstyle"].map(async (name) => [
      name,
      new Uint8Array(await (await request(new URL(name, here))).arrayBuffer()),
    ]),
    ...core,
  ]);
  postMessage({ progress: { stage: "start" } });
  python = await loadPyodide({
    indexURL: runtime.base,
    packageBaseUrl: runtime.base,
    stdLibURL: runtime.base + runtime.stdlib,
    lockFileContents: runtime.lock,
    createPyodideModule,
    env: { HOME: ROOT, MPLBACKEND: "agg" },
  });
  python.FS.mkdirTree(`${ROOT}in_page`);
  for (const [name, content] of sources.filter(Array.isArray)) {
    python.FS.writeFile(`${ROOT}in_page/${name.replace(/.*[/]/, "")}`, content);
  }
  // Programs import our package anew each time: it is compiled once
  python.runPython(`import sys; sys.path.insert(0, "${ROOT}in_page"); sys.dont_write_bytecode = False`);
  inPage = python.pyimport("in_page");
  ({ PythonError, PyProxy } = python.ffi);
}

// ---- Text: at once, but a flood of it in heaps, so that the page can keep up

const LONGEST = 1_000_000; // characters of a job; no page can use more, and an endless loop prints without end
let length = 0;
let heap = "";
let heapStream = "";
let burst = [0, 0]; // when the present tenth of a second began, and how many messages went out in it

function postText(text, stream) {
  if (length > LONGEST) return;
  length += text.length;
  if (stream !== heapStream) flush();
  heapStream = stream;
  heap += text;
  const now = performance.now();
  if (now - burst[0] > 100) burst = [now, 0];
  if (burst[1] < 50 || length > LONGEST) {
    burst[1] += 1;
    flush();
  }
}

function flush() {
  if (heap) postMessage({ text: heap, stream: heapStream });
  heap = "";
}

// ---- Jobs

const asBytes = async (content, root) => {
  if (typeof content === "string") return new TextEncoder().encode(content);
  if (content instanceof Uint8Array) return content;
  return new Uint8Array(await (await request(new URL(content.url, root))).arrayBuffer());
};

async function filesOf({ files = {}, root }) {
  const entries = Object.entries(files).map(async ([name, content]) => [name, await asBytes(content, root)]);
  return python.toPy(Object.fromEntries(await Promise.all(entries)));
}

const known = new Set(); // the sources that `call` has loaded

const jobs = {
  async run(job) {
    const drawing = job.code.search(/^# Drawing$/m);
    const above = drawing < 0 ? job.code : job.code.slice(0, drawing);
    await makeReady(above, job.code);
    const files = await filesOf(job);
    postMessage({
      progress: {
        stage: "run",
        subset: /\bload_mnist\b/.test(job.code) ? runtime.mnist.images : null,
        deaf: /\b(errstate|seterr|FloatingPointError)\b/.test(job.code),
      },
    });
    const postFigure = (svg) => {
      flush();
      postMessage({ figure: svg });
    };
    const steps = inPage.run(job.code, job.name, files, postText, postFigure, above);
    let step;
    while (!(step = steps.next()).done) {
      flush();
      if (step.value === "drawing" && missing(job.code).length) {
        postMessage({ progress: { stage: "install" } }); // what is fetched still, or unpacked, is no time of the program
        await install(job.code);
      } else if (step.value === "resume") postMessage({ progress: { stage: "resume" } });
    }
    steps.destroy();
    files.destroy();
    return { ok: step.value === undefined, error: step.value ?? null };
  },

  async call(job) {
    await makeReady(job.source);
    const files = await filesOf(known.has(job.source) ? {} : job);
    postMessage({ progress: { stage: "run" } });
    const args = python.toPy(job.args);
    const result = inPage.call(job.source, job.name, args, files, postText);
    known.add(job.source);
    args.destroy();
    files.destroy();
    if (!(result instanceof PyProxy)) return result;
    const plain = result.toJs({ dict_converter: Object.fromEntries, create_pyproxies: false });
    result.destroy();
    return plain;
  },
};

self.onmessage = async ({ data: job }) => {
  length = 0;
  burst = [0, 0];
  try {
    const result = await jobs[job.kind](job);
    flush();
    postMessage({ result });
  } catch (error) {
    flush();
    // An error that a called function raised leaves Python well; any other one may not
    const raised = PythonError && error instanceof PythonError && error.type === "RuntimeError";
    const reason = error.reason ?? (raised ? "raised" : "died");
    const message = raised ? error.message.trimEnd().replace(/^[^]*?\nRuntimeError: /, "") : String(error?.message ?? error);
    postMessage({ failure: { reason, message } });
  }
};

self.onunhandledrejection = ({ reason }) => {
  postMessage({ failure: { reason: "died", message: String(reason?.message ?? reason) } });
};

// Whoever waits for this lock learns by getting it that the worker is no more, however it ended.
const life = new URL(import.meta.url).searchParams.get("life");
if (life && self.navigator.locks) {
  navigator.locks.request(life, () => {
    postMessage({ alive: true });
    return new Promise(() => {});
  });
} else postMessage({ alive: false });
