// Lesson 8: the deviation of the weights to move, and histograms of z and of its gradient in ten layers of ReLU.
import { reluPasses } from "./formulas.js";
import { html, number, svg } from "./tools.js";

const [LAYERS, WIDTH, SAMPLES] = [10, 200, 10];
const HE = Math.sqrt(2 / WIDTH); // 0.1
const [SMALLEST, LARGEST] = [-2, 2]; // powers of 2, times He's
const [BINS, EDGE] = [41, 4]; // from -4 to 4; what lies beyond is counted in the last bins
const [LEFT, COLUMN, GAP, ROW, TOP] = [34, 170, 22, 26, 24];
const HEIGHT = TOP + ROW * LAYERS + 22;

export function figure(say) {
  const { z, gradients } = reluPasses(LAYERS, WIDTH, SAMPLES, HE);
  const drawing = svg("svg", { viewBox: `0 0 400 ${HEIGHT}`, "aria-hidden": "true" }, ...axes(say));
  const rows = z.map((_, k) => {
    const pair = ["probability", "gradient"].map((kind) => svg("path", { class: kind }));
    drawing.append(...pair, svg("text", { class: "end", x: LEFT - 8, y: floor(k) - 4 }, String(k + 1)));
    return pair;
  });
  const slider = html("input", { type: "range", min: SMALLEST, max: LARGEST, step: 0.05, "aria-label": say("slider") });
  const values = html("div", { class: "values" });
  const sentence = html("p", { class: "sentence", role: "status" });

  function show(power) {
    const times = 2 ** power; // ReLU passes factors on: k layers make times ** k
    rows.forEach(([forward, backward], k) => {
      forward.setAttribute("d", histogram(z[k], times ** (k + 1), LEFT, floor(k)));
      backward.setAttribute("d", histogram(gradients[k], times ** (LAYERS - 1 - k), LEFT + COLUMN + GAP, floor(k)));
    });
    const s = number(HE * times, 3);
    const last = short(size(z[LAYERS - 1]) * times ** LAYERS);
    const first = short(size(gradients[0]) * times ** (LAYERS - 1));
    const factor = short(times ** 2);
    values.replaceChildren(
      html("span", {}, `s = ${s}`),
      html("span", { class: "mark" }, `D s² / 2 = ${factor}`),
    );
    slider.setAttribute("aria-valuetext", say("value", { s, factor }));
    sentence.textContent = say("sentence", { last, first });
  }

  slider.addEventListener("input", () => show(slider.valueAsNumber));
  slider.value = 0;
  show(0);
  const plot = html("div", { class: "plot" }, drawing, slider);
  return html("div", {}, html("p", { class: "how" }, say("how")), plot, values, sentence);
}

const floor = (k) => TOP + ROW * (k + 1);
const size = (numbers) => Math.sqrt(numbers.reduce((sum, value) => sum + value ** 2, 0) / numbers.length);

/** A number in three digits, or with its power of ten: 0.25, 1.0e−6. */
function short(value) {
  if (value >= 0.1 && value < 1000) return number(value, value < 10 ? 2 : 0);
  return value.toExponential(1).replace("-", "−").replace("+", "");
}

/** The outline of a histogram of the numbers, each times a factor; its highest bin fills the row. */
function histogram(numbers, factor, left, base) {
  const counts = new Array(BINS).fill(0);
  for (const value of numbers) {
    const bin = Math.floor(((value * factor + EDGE) / (2 * EDGE)) * BINS);
    counts[Math.min(Math.max(bin, 0), BINS - 1)] += 1;
  }
  const most = Math.max(...counts);
  const steps = counts.map((count) => `V${base - (ROW - 4) * (count / most)} h${COLUMN / BINS}`);
  return `M${left} ${base} ${steps.join(" ")} V${base} Z`;
}

function axes(say) {
  const parts = [];
  for (const [column, name] of [say("forward"), say("backward")].entries()) {
    const left = LEFT + column * (COLUMN + GAP);
    parts.push(svg("text", { class: "middle name", x: left + COLUMN / 2, y: 14 }, name));
    for (const tick of [-EDGE, 0, EDGE]) {
      const x = left + ((tick + EDGE) / (2 * EDGE)) * COLUMN;
      parts.push(svg("path", { class: "grid", d: `M${x} ${TOP} V${floor(LAYERS - 1)}` }));
      parts.push(svg("text", { class: "middle", x, y: HEIGHT - 6 }, number(tick)));
    }
  }
  return parts;
}
