// The curves of a training: a board for each quantity, drawn anew as it goes on.
import { html, svg } from "../tools.js";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [400, 176, 48, 374, 10, 146];
const MOST_POINTS = 300; // of a line; where there are more, means of neighbours stand for them
const FORMER = "former"; // the kind of a line of the run before: it has no say in the scale
const NICE = [1, 1.5, 2, 3, 4, 5, 6, 8];

/**
 * A board. `draw` gets {last, lines, marks, end}: the last step, the lines, the steps of changes, and where it broke.
 * A line is {points: [[step, value], ...], hue, label, kind}: hue from 0 (first layer) to 1 (last).
 * scale: "percent"; "log"; or "loss", which goes from one to the other when a loss is large.
 */
export function makeBoard(title, scale, horizontal) {
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
  const element = html("figure", { class: "board" }, html("figcaption", {}, title), drawing);

  function draw({ last, lines: whole, marks, end }) {
    const lines = whole.map((line) => ({ ...line, points: thinned(line.points) }));
    const right = nice(Math.max(last, 20));
    const x = (step) => LEFT + ((RIGHT - LEFT) * step) / right;
    const valuesOf = (some) => some.flatMap(({ points }) => points.map(([, value]) => value)).filter(Number.isFinite);
    const values = valuesOf(lines.filter(({ kind }) => kind !== FORMER));
    const { y, ticks } = scales[scale](values.length ? values : valuesOf(lines));
    const parts = ticks.flatMap(([value, text]) => [
      svg("path", { class: "grid", d: `M${LEFT} ${y(value)} H${RIGHT}` }),
      svg("text", { class: "end", x: LEFT - 6, y: y(value) + 4.5 }, text),
    ]);
    for (const step of [0, right / 2, right]) {
      parts.push(svg("text", { class: "middle", x: x(step), y: BOTTOM + 17 }, String(step)));
    }
    parts.push(svg("text", { class: "middle name", x: x(right / 4), y: BOTTOM + 17 }, horizontal));
    for (const step of marks) parts.push(svg("path", { class: "grid change", d: `M${x(step)} ${TOP} V${BOTTOM}` }));
    if (end !== null) parts.push(svg("path", { class: "broken", d: `M${x(end)} ${TOP} V${BOTTOM}` }));
    for (const line of lines) parts.push(...path(line, x, y));
    parts.push(...labels(lines, x(last) + 5, y));
    drawing.replaceChildren(...parts);
  }

  return { element, draw };
}

function path({ points, hue, kind = "" }, x, y) {
  const isShown = (place) => Number.isFinite(place) && (kind !== FORMER || (place >= TOP && place <= BOTTOM));
  const steps = points.filter(([, value]) => isShown(y(value)));
  if (!steps.length) return [];
  const d = steps.map(([step, value], i) => `${i ? "L" : "M"}${x(step).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const drawn = svg("path", { class: `line ${kind}`, d: steps.length > 1 ? d : `${d}h2` });
  if (hue !== undefined) drawn.style.stroke = colour(hue);
  return [drawn];
}

const colour = (hue) => `color-mix(in oklch, var(--orange) ${100 * hue}%, var(--blue))`;

function thinned(points) {
  const width = Math.ceil(points.length / MOST_POINTS);
  if (width <= 1) return points;
  return Array.from({ length: Math.ceil(points.length / width) }, (_, i) => {
    const part = points.slice(i * width, (i + 1) * width);
    return [part.at(-1)[0], part.reduce((sum, [, value]) => sum + value, 0) / part.length];
  });
}

/** Names of lines at their right ends, moved apart where they would cover each other. */
function labels(lines, x, y) {
  const room = 11;
  const places = lines
    .filter(({ label, points }) => label && points.some(([, value]) => Number.isFinite(y(value))))
    .map(({ label, hue, points }) => ({ label, hue, at: y(points.findLast(([, value]) => Number.isFinite(y(value)))[1]) }))
    .sort((a, b) => a.at - b.at);
  places.forEach((place, i) => (place.at = Math.max(place.at, i ? places[i - 1].at + room : TOP)));
  let floor = BOTTOM;
  for (const place of places.toReversed()) {
    place.at = Math.min(place.at, floor);
    floor = place.at - room;
  }
  return places.map(({ label, hue, at }) => {
    const text = svg("text", { class: "label", x, y: at + 4 }, label);
    text.style.fill = colour(hue);
    return text;
  });
}

const between = (low, high) => (value) => BOTTOM - ((BOTTOM - TOP) * (value - low)) / (high - low);

const scales = {
  percent: () => ({ y: between(0, 100), ticks: [0, 50, 100].map((value) => [value, `${value} %`]) }),
  log(values) {
    const powers = values.filter((value) => value > 0).map(Math.log10);
    let low = Math.floor(Math.max(Math.min(...powers, -3), -20));
    const high = Math.max(Math.ceil(Math.max(...powers, -1)), low + 2);
    const apart = Math.ceil((high - low) / 4);
    low = high - apart * Math.ceil((high - low) / apart);
    const scale = between(low, high);
    const ticks = Array.from({ length: (high - low) / apart + 1 }, (_, i) => low + i * apart);
    return {
      y: (value) => scale(Math.max(Math.log10(value), low)), // what is smaller, also 0, lies at the bottom
      ticks: ticks.map((power) => [10 ** power, power ? `10${superscript(power)}` : "1"]),
    };
  },
  loss(values) {
    const most = Math.max(...values, 2.5);
    if (most > 10) return scales.log(values.map((value) => Math.max(value, 0.01)));
    const high = nice(most);
    return { y: between(0, high), ticks: [0, high / 2, high].map((value) => [value, String(value)]) };
  },
};

/** The smallest nice number that is no less. */
function nice(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [...NICE, 10].find((factor) => factor * power >= value * (1 - 1e-9)) * power;
}

/** An exponent, set high. */
export function superscript(power) {
  return String(power).replace(/[-\d]/g, (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]);
}
