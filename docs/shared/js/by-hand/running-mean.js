// Lesson 12: batch means that scatter around a moving target, and a running mean with a momentum to choose.
import { runningMeans } from "./formulas.js";
import { choice, html, number, svg } from "./tools.js";

const MOMENTA = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999];
const STEPS = 120;
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [400, 250, 44, 388, 10, 208];
const across = (t) => LEFT + (t / STEPS) * (RIGHT - LEFT);
const up = (mean) => BOTTOM - ((mean + 0.5) / 4.5) * (BOTTOM - TOP); // from -0.5 to 4
const target = (t) => 1 + 2 * Math.min(t / 60, 1);

export function figure(say) {
  const batchMeans = noise().map((off, i) => target(i + 1) + off);
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" }, ...axes());
  drawing.append(
    ...batchMeans.map((mean, i) => {
      return svg("circle", { cx: across(i + 1), cy: up(mean), r: 2.2, "fill-opacity": 0.4 });
    }),
    svg("path", { class: "helper", d: `M${across(0)} ${up(1)} L${across(60)} ${up(3)} H${RIGHT}` }),
  );
  const curve = svg("polyline", { class: "curve" });
  drawing.append(curve);
  const name = say("slider");
  const slider = html("input", { type: "range", min: 0, max: MOMENTA.length - 1, step: 1, "aria-label": name });
  const values = html("div", { class: "values" });
  const sentence = html("p", { class: "sentence", role: "status" });
  let moving = true;

  function draw() {
    const m = MOMENTA[slider.valueAsNumber];
    const means = runningMeans(batchMeans, moving ? m : null, 0);
    curve.setAttribute("points", [0, ...means].map((mean, t) => `${across(t)},${up(mean)}`).join(" "));
    const behind = (t) => number(target(t) - means[t - 1], 2);
    slider.disabled = !moving;
    const other = String(Number((1 - m).toFixed(3)));
    values.replaceChildren(
      html("span", {}, moving ? `m = ${m}` : "1 − 1/t"),
      html("span", {}, `${say("behind")} t = 60: ${behind(60)}, t = 120: ${behind(120)}`),
    );
    const shares = { age: number(m / (1 - m), m < 0.9 ? 2 : 0), left: number(100 * m ** STEPS, 1), other };
    sentence.textContent = moving ? say("sentence", shares) : say("all");
    slider.setAttribute("aria-valuetext", say("value", { m: String(m), other }));
  }

  slider.addEventListener("input", draw);
  slider.value = MOMENTA.indexOf(0.9);
  const kinds = [
    [true, say("moving")],
    [false, say("arithmetic")],
  ];
  const kind = choice(say("kind"), kinds, true, (chosen) => {
    moving = chosen;
    draw();
  });
  draw();
  const plot = html("div", { class: "plot" }, drawing, slider);
  return html("div", {}, html("p", { class: "how" }, say("how")), html("div", { class: "controls" }, kind), plot, values, sentence);
}

/** The same numbers each time, from -0.5 to 0.5: a linear congruential generator. */
function noise() {
  let state = 7;
  return Array.from({ length: STEPS }, () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647 - 0.5;
  });
}

function axes() {
  const parts = [];
  for (const t of [0, 30, 60, 90, 120]) {
    parts.push(svg("path", { class: "grid", d: `M${across(t)} ${TOP} V${BOTTOM}` }));
    parts.push(svg("text", { x: across(t), y: BOTTOM + 18, class: "middle" }, number(t)));
  }
  for (const mean of [0, 1, 2, 3, 4]) {
    parts.push(svg("path", { class: "grid", d: `M${LEFT} ${up(mean)} H${RIGHT}` }));
    parts.push(svg("text", { x: LEFT - 7, y: up(mean) + 4.5, class: "end" }, number(mean)));
  }
  parts.push(svg("text", { x: RIGHT, y: HEIGHT - 4, class: "end name" }, "t"));
  return parts;
}
