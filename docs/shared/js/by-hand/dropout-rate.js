// Lesson 11: the rate of dropout to move, and histograms of a layer's numbers in training and at inference.
import { dropout, normals, uniforms } from "./formulas.js";
import { choice, html, number, set, svg } from "./tools.js";

const COUNT = 1000;
const [MEAN, DEVIATION] = [2, 0.5];
const LIMIT = 12; // numbers from 0 to 12; what lies beyond is counted in the last bin
const BIN = 0.25;
const [LEFT, RIGHT, ROW, TOP] = [16, 388, 140, 30];
const [HIGHEST, SHARE] = [84, 0.2]; // the height of a bar that counts a fifth; more is cut off, and said in figures
const x = (value) => LEFT + (Math.min(value, LIMIT) / LIMIT) * (RIGHT - LEFT);
const floor = (row) => TOP + ROW * row + HIGHEST + 14;

export function figure(say) {
  const [normal, uniform] = [normals(1), uniforms(2)];
  const numbers = Array.from({ length: COUNT }, () => MEAN + DEVIATION * normal());
  const draws = numbers.map(uniform); // the same at each rate

  const drawing = svg("svg", { viewBox: `0 0 400 ${floor(1) + 22}`, "aria-hidden": "true" }, ...axes(say));
  const rows = [0, 1].map((row) => {
    const bar = { class: "probability", width: (BIN / LIMIT) * (RIGHT - LEFT) - 1 };
    const bars = Array.from({ length: LIMIT / BIN + 1 }, () => svg("rect", bar));
    const mean = svg("path", { class: "tangent" });
    const share = svg("text", { y: floor(row) - HIGHEST + 10 });
    drawing.append(...bars, mean, share);
    return { row, bars, mean, share };
  });
  const slider = html("input", { type: "range", min: 0, max: 0.8, step: 0.05, "aria-label": say("slider") });
  const values = html("div", { class: "values" });
  const sentence = html("p", { class: "sentence", role: "status" });
  let form = "inverted";

  function show() {
    const rate = slider.valueAsNumber;
    const { training, inference } = dropout(numbers, draws, rate, form === "inverted");
    const told = { rate: number(rate, 2) };
    for (const [{ row, bars, mean, share }, found, name] of [
      [rows[0], training, "training"],
      [rows[1], inference, "inference"],
    ]) {
      share.textContent = "";
      bars.forEach((bar, k) => {
        const count = found.filter((value) => Math.min(Math.floor(value / BIN), LIMIT / BIN) === k).length;
        const height = HIGHEST * Math.min(count / COUNT / SHARE, 1);
        set(bar, { x: x(k * BIN), y: floor(row) - height, height });
        if (count / COUNT > SHARE + 0.02) {
          set(share, { x: x((k + 1) * BIN) + 8 });
          share.textContent = `${number((100 * count) / COUNT)} %`;
        }
      });
      const average = found.reduce((sum, value) => sum + value, 0) / COUNT;
      const variance = found.reduce((sum, value) => sum + (value - average) ** 2, 0) / COUNT;
      set(mean, { d: `M${x(average)} ${floor(row)} v${-HIGHEST - 6}` });
      told[`${name}Mean`] = number(average, 2);
      told[`${name}Variance`] = number(variance, 2);
    }
    const factor = form === "inverted" ? "1 / (1 − p)" : "1 − p";
    const size = form === "inverted" ? 1 / (1 - rate) : 1 - rate;
    values.replaceChildren(
      html("span", {}, `p = ${told.rate}`),
      html("span", { class: "mark" }, `${factor} = ${number(size, 2)}`),
    );
    slider.setAttribute("aria-valuetext", `p = ${told.rate}`);
    sentence.textContent = say("sentence", told);
  }

  const forms = ["inverted", "original"].map((key) => [key, say(key)]);
  const select = choice(say("form"), forms, form, (key) => {
    form = key;
    show();
  });
  slider.addEventListener("input", show);
  slider.value = 0.5;
  show();
  const plot = html("div", { class: "plot" }, drawing, slider);
  const controls = html("div", { class: "controls" }, select);
  return html("div", {}, html("p", { class: "how" }, say("how")), controls, plot, values, sentence);
}

function axes(say) {
  const parts = [];
  for (const [row, name] of ["training", "inference"].entries()) {
    parts.push(svg("text", { class: "name", x: LEFT, y: floor(row) - HIGHEST - 14 }, say(name)));
    parts.push(svg("path", { class: "grid", d: `M${LEFT} ${floor(row)} H${RIGHT}` }));
    for (const tick of [0, 2, 4, 6, 8, 10, 12]) {
      parts.push(svg("text", { class: "middle", x: x(tick), y: floor(row) + 16 }, number(tick)));
    }
  }
  return parts;
}
