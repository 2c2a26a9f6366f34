// Start Pyodide and let it run bytecode.py: node bytecode.mjs PYODIDE LOCK TARGET
//
// What it writes is the same on each machine: it knows nothing of this one, and its hashes have no random seed.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, lock, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")).href);
const python = await loadPyodide({
  indexURL: pyodide,
  packageBaseUrl: pyodide,
  lockFileContents: JSON.parse(readFileSync(lock, "utf8")).lock,
  env: { HOME: "/home/pyodide", MPLBACKEND: "agg", PYTHONHASHSEED: "0" },
});
await python.loadPackage("matplotlib", { messageCallback() {} });
python.FS.mkdir("/archives");
python.runPython(readFileSync(new URL("bytecode.py", import.meta.url), "utf8"), {
  globals: python.toPy({ __name__: "__main__" }),
});
for (const name of python.FS.readdir("/archives").filter((name) => name.endsWith(".zip"))) {
  writeFileSync(join(target, name), python.FS.readFile(`/archives/${name}`));
}
