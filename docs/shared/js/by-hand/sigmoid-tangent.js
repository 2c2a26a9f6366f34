// Lesson 1: the sigmoid above, its slope below, and a tangent to drag.
import { sigmoid, sigmoidDerivative } from "./formulas.js";
import { draggable, html, number, set, svg } from "./tools.js";

const LIMIT = 6; // z from -6 to 6
const [WIDTH, HEIGHT, LEFT, RIGHT] = [400, 336, 44, 388];
const x = (z) => LEFT + ((z + LIMIT) / (2 * LIMIT)) * (RIGHT - LEFT);
const above = (value) => 164 - 150 * value; // 0 to 1
const below = (slope) => 300 - 400 * slope; // 0 to 0.25
const RUN = 1.6; // how far the tangent reaches to either side

export function figure(say) {
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "drag", "aria-hidden": "true" });
  const inside = svg("clipPath", { id: "sigmoid-tangent-inside" });
  inside.append(svg("rect", { x: LEFT, y: 0, width: RIGHT - LEFT, height: HEIGHT }));
  drawing.append(inside, ...axes(), curve(sigmoid, above), curve(sigmoidDerivative, below));

  const tangent = svg("line", { class: "tangent", "clip-path": "url(#sigmoid-tangent-inside)" });
  const run = svg("path", { class: "helper", "clip-path": "url(#sigmoid-tangent-inside)" });
  const drop = svg("line", { class: "helper" });
  const points = [above, below].map(() => svg("circle", { class: "handle", r: 7 }));
  drawing.append(run, drop, tangent, ...points);

  const slider = html("input", { type: "range", min: -LIMIT, max: LIMIT, step: 0.1, "aria-label": say("slider") });
  const values = html("p", { class: "values" });
  const sentence = html("p", { class: "sentence" });

  function move(z) {
    const [height, slope] = [sigmoid(z), sigmoidDerivative(z)];
    set(tangent, { x1: x(z - RUN), x2: x(z + RUN), y1: above(height - RUN * slope), y2: above(height + RUN * slope) });
    set(run, { d: `M${x(z)} ${above(height)} H${x(z + 1)} V${above(height + slope)}` });
    set(drop, { x1: x(z), x2: x(z), y1: above(height), y2: below(0) });
    set(points[0], { cx: x(z), cy: above(height) });
    set(points[1], { cx: x(z), cy: below(slope) });
    const [at, y, rest, steep] = [number(z, 1), number(height, 4), number(1 - height, 4), number(slope, 4)];
    values.replaceChildren(
      html("span", {}, `z = ${at}`),
      html("span", {}, `σ(z) = ${y}`),
      html("span", { class: "mark" }, `σ′(z) = ${y} × ${rest} = ${steep}`),
    );
    sentence.textContent = say("sentence", { slope: steep, percent: number(400 * slope) });
    slider.setAttribute("aria-valuetext", say("value", { z: at, height: y, slope: steep }));
  }

  slider.addEventListener("input", () => move(slider.valueAsNumber));
  draggable(drawing, (event) => {
    const z = ((event.clientX - drawing.getBoundingClientRect().left) / drawing.clientWidth) * WIDTH;
    slider.value = ((z - LEFT) / (RIGHT - LEFT)) * 2 * LIMIT - LIMIT; // rounds to its steps, and keeps within
    move(slider.valueAsNumber);
    return slider;
  });

  slider.value = 2;
  move(2);
  const plot = html("div", { class: "plot" }, drawing, slider);
  return html("div", {}, html("p", { class: "how" }, say("how")), plot, values, sentence);
}

function curve(f, y) {
  const steps = Array.from({ length: 241 }, (_, i) => (i / 240 - 0.5) * 2 * LIMIT);
  return svg("polyline", { class: "curve", points: steps.map((z) => `${x(z)},${y(f(z))}`).join(" ") });
}

function axes() {
  const parts = [];
  for (const z of [-6, -4, -2, 0, 2, 4, 6]) {
    parts.push(svg("path", { class: "grid", d: `M${x(z)} ${above(1)} V${above(0)} M${x(z)} ${below(0.25)} V${below(0)}` }));
    parts.push(svg("text", { x: x(z), y: 317, class: "middle" }, number(z)));
  }
  for (const [y, text] of [
    [above(0), "0"],
    [above(0.5), "0.5"],
    [above(1), "1"],
    [below(0), "0"],
    [below(0.125), "1/8"],
    [below(0.25), "1/4"],
  ]) {
    parts.push(svg("path", { class: "grid", d: `M${LEFT} ${y} H${RIGHT}` }));
    parts.push(svg("text", { x: LEFT - 7, y: y + 4.5, class: "end" }, text));
  }
  parts.push(svg("text", { x: LEFT + 6, y: above(1) + 16, class: "name" }, "σ(z)"));
  parts.push(svg("text", { x: LEFT + 6, y: below(0.25) + 16, class: "name" }, "σ′(z)"));
  parts.push(svg("text", { x: RIGHT, y: 332, class: "end name" }, "z"));
  return parts;
}
