// Which packages of Pyodide's a program needs: read from its text, before Python is there to be asked.

// What our package imports only when a function needs it, and so does Matplotlib.
const LATE = [
  [/\blesson_code\b/, "numpy"],
  [/\bplots\b/, "matplotlib"],
  [/\b(load|read)_digit\b/, "pillow"],
  [/\b(pdf|e?ps)\b/, "fonttools"],
];
const SELDOM = ["fonttools", "pytz"]; // Matplotlib asks for these, but draws without them

// `lock` is Pyodide's list: what each package is imported as, and which others it needs.
export function packagesOf(code, lock) {
  const found = new Set();
  const add = (name) => {
    if (!(name in lock) || found.has(name)) return;
    found.add(name);
    for (const other of lock[name].depends) if (!SELDOM.includes(other)) add(other);
  };
  const imported = [...code.matchAll(/^[ \t]*(?:from[ \t]+(\w+)|import[ \t]+(.+))/gm)].flatMap(
    ([, from, several]) => (from ? [from] : several.split(",").map((part) => part.trim().match(/^\w*/)[0])),
  );
  for (const name of Object.keys(lock)) {
    if (lock[name].imports.some((module) => imported.includes(module))) add(name);
  }
  for (const [sign, name] of LATE) if (sign.test(code)) add(name);
  return [...found];
}
