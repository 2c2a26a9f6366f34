// Lesson 10: the first steps of Adam under a gradient that stays the same, with both decays and both corrections to choose.
import { adamLengths } from "./formulas.js";
import { html, number, set, svg } from "./tools.js";

const STEPS = 1000;
const [LOWEST, HIGHEST] = [0.01, 100]; // lengths drawn, in units of the learning rate
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [400, 262, 48, 388, 10, 212];
const across = (step) => LEFT + (Math.log10(step) / Math.log10(STEPS)) * (RIGHT - LEFT);
const up = (length) => BOTTOM - (Math.log10(length / LOWEST) / Math.log10(HIGHEST / LOWEST)) * (BOTTOM - TOP);
const beta = (power) => 1 - 10 ** -power;

export function figure(say) {
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" }, ...axes(say));
  const curve = svg("polyline", { class: "curve" });
  drawing.append(curve);
  const betas = ["beta1", "beta2"].map((name) => {
    return html("input", { type: "range", min: 0, max: 4, step: 0.1, "aria-label": say(name) });
  });
  const boxes = ["m", "v"].map(() => html("input", { type: "checkbox" }));
  const labels = boxes.map((box, i) => html("label", {}, box, html("span", {}, say(["correctM", "correctV"][i]))));
  const values = html("div", { class: "values" });
  const sentence = html("p", { class: "sentence", role: "status" });

  function show() {
    const [beta1, beta2] = betas.map((slider) => beta(slider.valueAsNumber));
    const lengths = adamLengths(beta1, beta2, boxes[0].checked, boxes[1].checked, STEPS);
    const drawn = lengths.map((length, i) => {
      return `${across(i + 1)},${up(Math.min(Math.max(length, LOWEST), HIGHEST))}`;
    });
    set(curve, { points: drawn.join(" ") });
    const texts = [`β₁ = ${decimals(beta1)}`, `β₂ = ${decimals(beta2)}`];
    values.replaceChildren(...texts.map((text) => html("span", {}, text)));
    betas.forEach((slider, i) => slider.setAttribute("aria-valuetext", texts[i]));
    const most = Math.max(...lengths);
    const step = lengths.findIndex((length) => length > most * (1 - 1e-9)) + 1;
    const key = most < 1.005 && Math.min(...lengths) > 0.995 ? "even" : "sentence";
    sentence.textContent = say(key, { first: short(lengths[0]), most: short(most), step });
  }

  for (const control of [...betas, ...boxes]) control.addEventListener("input", show);
  betas[0].value = 1;
  betas[1].value = 3;
  show();
  const controls = html("div", { class: "controls" }, ...labels);
  const plot = html("div", { class: "plot" }, drawing, ...betas);
  return html("div", {}, html("p", { class: "how" }, say("how")), controls, plot, values, sentence);
}

const short = (length) => number(length, length < 0.995 ? 3 : 2);

/** A decay in four digits, without zeros at the end. */
const decimals = (value) => String(Number(value.toFixed(4)));

function axes(say) {
  const parts = [];
  for (const step of [1, 10, 100, 1000]) {
    parts.push(svg("path", { class: "grid", d: `M${across(step)} ${TOP} V${BOTTOM}` }));
    parts.push(svg("text", { x: across(step), y: BOTTOM + 18, class: "middle" }, number(step)));
  }
  for (const length of [0.01, 0.1, 1, 10, 100]) {
    parts.push(svg("path", { class: "grid", d: `M${LEFT} ${up(length)} H${RIGHT}` }));
    parts.push(svg("text", { x: LEFT - 7, y: up(length) + 4.5, class: "end" }, String(length)));
  }
  parts.push(svg("text", { x: LEFT + 6, y: TOP + 12, class: "name" }, say("length")));
  parts.push(svg("text", { x: RIGHT, y: HEIGHT - 8, class: "end name" }, say("step")));
  return parts;
}
