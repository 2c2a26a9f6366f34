// Lesson 7: Leaky ReLU above, a histogram of its inputs below, with a slope and a shift to move.
import { html, number, set, svg } from "./tools.js";

const LIMIT = 5; // z from -5 to 5
const [WIDTH, HEIGHT, LEFT, RIGHT] = [400, 330, 44, 388];
const x = (z) => LEFT + ((z + LIMIT) / (2 * LIMIT)) * (RIGHT - LEFT);
const above = (y) => 148 - 24 * y; // -1 to 5
const below = (count) => 300 - count; // 0 to 110
const BIN = 0.25;

// 1000 inputs of standard deviation 1, spread evenly over the normal distribution, so that they are always the same
const INPUTS = Array.from({ length: 1000 }, (_, i) => normalQuantile((i + 0.5) / 1000));

export function figure(say) {
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
  const curve = svg("polyline", { class: "curve" });
  const bars = Array.from({ length: (2 * LIMIT) / BIN }, () => svg("rect", { width: (BIN / (2 * LIMIT)) * (RIGHT - LEFT) - 1 }));
  drawing.append(...axes(say), ...bars, curve);

  const slope = html("input", { type: "range", min: -1, max: 1, step: 0.05, "aria-label": say("slope") });
  const bias = html("input", { type: "range", min: -4, max: 4, step: 0.25, "aria-label": say("bias") });
  const values = html("p", { class: "values" });
  const sentence = html("p", { class: "sentence", role: "status" });

  function move() {
    const [alpha, shift] = [slope.valueAsNumber, bias.valueAsNumber];
    const inputs = INPUTS.map((z) => z + shift);
    const on = inputs.filter((z) => z > 0).length;
    const factor = (on + alpha * (inputs.length - on)) / inputs.length;
    set(curve, { points: [-LIMIT, 0, LIMIT].map((z) => `${x(z)},${above(z > 0 ? z : alpha * z)}`).join(" ") });
    bars.forEach((bar, k) => {
      const from = -LIMIT + k * BIN;
      const count = inputs.filter((z) => z > from && z <= from + BIN).length;
      set(bar, { x: x(from), y: below(count), height: count, class: from < 0 ? "" : "probability", "fill-opacity": from < 0 ? 0.35 : 1 });
    });
    const words = [`α = ${number(alpha, 2)}`, `${say("bias")} ${number(shift, 2)}`];
    values.replaceChildren(...words.map((text) => html("span", {}, text)));
    sentence.textContent = say("sentence", { on, factor: number(factor, 3) });
    slope.setAttribute("aria-valuetext", words[0]);
    bias.setAttribute("aria-valuetext", number(shift, 2));
  }

  slope.addEventListener("input", move);
  bias.addEventListener("input", move);
  slope.value = 0;
  bias.value = 0;
  move();
  const plot = html("div", { class: "plot" }, drawing, slope, bias);
  return html("div", {}, html("p", { class: "how" }, say("how")), plot, values, sentence);
}

function axes(say) {
  const parts = [];
  for (const z of [-4, -2, 0, 2, 4]) {
    parts.push(svg("path", { class: "grid", d: `M${x(z)} ${above(5)} V${above(-1)} M${x(z)} 190 V${below(0)}` }));
    parts.push(svg("text", { x: x(z), y: 317, class: "middle" }, number(z)));
  }
  for (const y of [0, 2, 4]) {
    parts.push(svg("path", { class: "grid", d: `M${LEFT} ${above(y)} H${RIGHT}` }));
    parts.push(svg("text", { x: LEFT - 7, y: above(y) + 4.5, class: "end" }, number(y)));
  }
  parts.push(svg("path", { class: "grid", d: `M${LEFT} ${below(0)} H${RIGHT}` }));
  parts.push(svg("text", { x: LEFT + 6, y: above(5) + 12, class: "name" }, "y"));
  parts.push(svg("text", { x: LEFT + 6, y: 202, class: "name" }, say("images")));
  parts.push(svg("text", { x: RIGHT, y: 328, class: "end name" }, "z"));
  return parts;
}

/** The z below which a share p of a normal distribution lies, by halving an interval. */
function normalQuantile(p) {
  let [low, high] = [-6, 6];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The share of a normal distribution below z, by Simpson's rule. */
function normalShare(z) {
  const n = 60;
  const density = (u) => Math.exp((-u * u) / 2) / Math.sqrt(2 * Math.PI);
  const terms = Array.from({ length: n + 1 }, (_, i) => density((z * i) / n) * (i % n === 0 ? 1 : i % 2 ? 4 : 2));
  return 0.5 + (z / (3 * n)) * terms.reduce((sum, term) => sum + term, 0);
}
