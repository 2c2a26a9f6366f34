// Lesson 9: a path down the ravine, and how far each of its two directions still is, for a rate and a momentum to move.
import { RAVINE, modeFactor, ravinePath } from "./formulas.js";
import { html, number, set, svg } from "./tools.js";

const STEPS = 100;
const [WIDTH, HEIGHT, LEFT, RIGHT] = [400, 400, 52, 388];
const x = (value) => LEFT + ((value + 10) / 21) * (RIGHT - LEFT); // -10 to 11
const y = (value) => 82 - 50 * value; // -1.5 to 1.5, stretched
const step = (k) => LEFT + (k / STEPS) * (RIGHT - LEFT);
const size = (power) => 190 + ((2 - power) / 6) * 170; // powers of ten: 2 above, -4 below
const [START, FLOOR] = [[10, 1], 1e-9];

export function figure(say) {
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" }, ...axes(say));
  const path = svg("polyline", { class: "curve", "stroke-width": 1.5 });
  const modes = ["gradient", "probability"].map((kind) => svg("g", { class: kind }));
  const clip = svg("clipPath", { id: "ravine-modes-clip" }, svg("rect", { x: LEFT, y: 4, width: RIGHT - LEFT, height: HEIGHT - 44 }));
  drawing.append(clip, svg("g", { "clip-path": "url(#ravine-modes-clip)" }, path, ...modes));

  const rate = html("input", { type: "range", min: 0.001, max: 0.045, step: 0.001, "aria-label": say("rate") });
  const momentum = html("input", { type: "range", min: 0, max: 0.98, step: 0.02, "aria-label": say("momentum") });
  const values = html("p", { class: "values" });
  const sentence = html("p", { class: "sentence", role: "status" });

  function move() {
    const [lr, kept] = [rate.valueAsNumber, momentum.valueAsNumber];
    const points = ravinePath(lr, kept, STEPS);
    set(path, { points: points.map(([a, b]) => `${x(bounded(a, 30))},${y(bounded(b, 4))}`).join(" ") });
    modes.forEach((mode, i) => {
      const dots = points.map((point, k) => {
        const away = Math.max(Math.abs(point[i]) / START[i], FLOOR);
        return svg("circle", { cx: step(k), cy: size(Math.log10(away)), r: i ? 1.6 : 2.2 });
      });
      mode.replaceChildren(...dots);
    });
    const factors = RAVINE.map((curvature) => modeFactor(lr, kept, curvature));
    const [along, across] = factors.map((factor) => number(factor, 3));
    values.replaceChildren(html("span", {}, `η = ${number(lr, 3)}`), html("span", {}, `μ = ${number(kept, 2)}`));
    const slowest = Math.max(...factors);
    const steps = Math.round(Math.log(1000) / -Math.log(slowest));
    const key = slowest < 1 - 1e-9 ? "sentence" : "apart";
    sentence.textContent = say(key, key === "sentence" ? { along, across, steps } : { along, across });
    set(rate, { "aria-valuetext": `η = ${number(lr, 3)}` });
    set(momentum, { "aria-valuetext": `μ = ${number(kept, 2)}` });
  }

  for (const slider of [rate, momentum]) slider.addEventListener("input", move);
  rate.value = 0.019;
  momentum.value = 0;
  move();
  const plot = html("div", { class: "plot" }, drawing, rate, momentum);
  return html("div", {}, html("p", { class: "how" }, say("how")), plot, values, sentence);
}

const bounded = (value, limit) => Math.min(Math.max(value, -limit), limit);

function axes(say) {
  const parts = [];
  for (const loss of [1, 10, 50, 100]) {
    const [rx, ry] = RAVINE.map((curvature) => Math.sqrt((2 * loss) / curvature));
    const outline = { class: "grid", cx: x(0), cy: y(0), rx: x(rx) - x(0), ry: y(0) - y(ry) };
    parts.push(svg("ellipse", { ...outline, "clip-path": "url(#ravine-modes-clip)" }));
  }
  for (const power of [2, 0, -2, -4]) {
    parts.push(svg("path", { class: "grid", d: `M${LEFT} ${size(power)} H${RIGHT}` }));
    parts.push(svg("text", { class: "end", x: LEFT - 7, y: size(power) + 4.5 }, String(10 ** power)));
  }
  for (const k of [0, 25, 50, 75, 100]) {
    parts.push(svg("path", { class: "grid", d: `M${step(k)} ${size(2)} V${size(-4)}` }));
    parts.push(svg("text", { class: "middle", x: step(k), y: size(-4) + 16 }, String(k)));
  }
  parts.push(svg("text", { class: "end name", x: RIGHT, y: HEIGHT - 6 }, say("steps")));
  for (const [i, [key, kind]] of [["along", "gradient"], ["across", "probability"]].entries()) {
    parts.push(svg("circle", { class: kind, cx: LEFT + 12, cy: size(-3) + 4 + 18 * i, r: i ? 2 : 3 }));
    parts.push(svg("text", { class: "clear", x: LEFT + 22, y: size(-3) + 8.5 + 18 * i }, say(key)));
  }
  return parts;
}
