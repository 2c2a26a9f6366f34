// The settings of a training: what each may be, and how they stand in an address.
//
// A plan is {activation, depth, std, seed, rate, batch}. The last two may change while a network is trained: each is a list
// of [step, value], and a value counts from behind its step on. In an address that is rate=0.1,240:0.5.

export const FIELDS = {
  rate: { least: 1e-6, most: 1000, first: 0.1, moves: true },
  batch: { least: 1, most: 500, first: 100, whole: true, moves: true },
  activation: { words: ["relu", "leaky", "tanh", "sigmoid"], first: "relu" },
  depth: { least: 1, most: 10, first: 2, whole: true },
  std: { words: ["he", "lecun"], least: 0, most: 1_000_000, first: "he" },
  seed: { least: 0, most: 999_999, first: 0, whole: true },
};

const NAMES = Object.keys(FIELDS);

/** What a text means as a setting; null if it is none, or out of range. */
export function parse(name, text) {
  const { words = [], least, most, whole } = FIELDS[name];
  if (words.includes(text)) return text;
  const value = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : NaN;
  return value >= least && value <= most && (!whole || Number.isInteger(value)) ? value : null;
}

/** The plan that an address asks for, and what of it could not be understood: [name, text]. */
export function read(search) {
  const asked = new URLSearchParams(search);
  const plan = {};
  const problems = [];
  for (const name of NAMES) {
    const { first, moves } = FIELDS[name];
    const text = asked.get(name);
    const value = text === null ? null : moves ? parseChanges(name, text) : parse(name, text);
    if (text !== null && value === null) problems.push([name, text]);
    plan[name] = value ?? (moves ? [[0, first]] : first);
  }
  return { plan, problems };
}

function parseChanges(name, text) {
  const found = [];
  for (const part of text.split(",")) {
    const [, step = 0, said] = part.match(/^(?:(\d{1,6}):)?([^:]*)$/) ?? [];
    const value = said === undefined ? null : parse(name, said);
    const after = found.at(-1)?.[0] ?? -1;
    if (value === null || Number(step) <= after || (after < 0 && Number(step))) return null;
    found.push([Number(step), value]);
  }
  return found;
}

/** The address that asks for a plan; what else it asked for stays. */
export function write(plan, search) {
  const others = [...new URLSearchParams(search)].filter(([name]) => !(name in FIELDS));
  const inText = (list) => list.map(([step, value]) => (step ? `${step}:${value}` : value)).join(",");
  const mine = NAMES.map((name) => `${name}=${FIELDS[name].moves ? inText(plan[name]) : plan[name]}`);
  return `?${[...mine, ...others.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join("&")}`;
}

/** What a setting is in the step behind this one. */
export function at(plan, name, step) {
  return FIELDS[name].moves ? plan[name].findLast(([from]) => from <= step)[1] : plan[name];
}

/** The steps behind which something changes. */
export function changes({ rate, batch }) {
  return [...rate, ...batch].map(([from]) => from).filter((from) => from > 0);
}

/** The plan with a change behind this step; what was planned for later is off. */
export function changed(plan, name, step, value) {
  if (!FIELDS[name].moves) return { ...plan, [name]: value };
  const before = plan[name].filter(([from]) => from < step);
  return { ...plan, [name]: before.at(-1)?.[1] === value ? before : [...before, [step, value]] };
}

/** The plan that begins with what is so at this step. */
export function startingWith(plan, step) {
  return Object.fromEntries(
    NAMES.map((name) => [name, FIELDS[name].moves ? [[0, at(plan, name, step)]] : plan[name]]),
  );
}
