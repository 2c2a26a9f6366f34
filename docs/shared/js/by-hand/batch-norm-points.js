// Lesson 13: three numbers on a line to drag, a dout to choose, and the gradient that batch norm sends back to them.
import { batchNormBackward } from "./formulas.js";
import { choice, draggable, html, number, set, svg } from "./tools.js";

const LIMIT = 4; // x from -4 to 4
const [GAMMA, EPS] = [4, 1e-5];
const [WIDTH, HEIGHT, LEFT, RIGHT] = [400, 196, 44, 388];
const LINE = 34;
const across = (x) => LEFT + ((x + LIMIT) / (2 * LIMIT)) * (RIGHT - LEFT);
const row = (n) => LINE + 66 + 38 * n;
const DOUTS = [[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, -2, 1], [1, 2, 3]];

export function figure(say) {
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "drag", "aria-hidden": "true" }, ...axis());
  const x = [-1, 0.5, 3];
  let chosen = 1; // place in DOUTS; one more is x_hat itself
  const points = x.map((_, n) => point(n));
  for (const { parts } of points) drawing.append(...parts);
  const sliders = x.map((value, n) => {
    const slider = html("input", { type: "range", min: -LIMIT, max: LIMIT, step: 0.1, "aria-label": `x${n + 1}` });
    slider.value = value;
    slider.addEventListener("input", () => move(n, slider.valueAsNumber));
    return slider;
  });
  const values = html("div", { class: "values" });
  const sentence = html("p", { class: "sentence" });

  function move(n, value) {
    x[n] = value;
    show();
  }

  function show() {
    const { xHat } = batchNormBackward(x, x, GAMMA, EPS);
    const dout = DOUTS[chosen] ?? xHat;
    const { dx } = batchNormBackward(x, dout, GAMMA, EPS);
    points.forEach(({ place }, n) => place(x[n], dx[n]));
    sliders.forEach((slider, n) => {
      slider.setAttribute("aria-valuetext", say("value", { n: n + 1, x: number(x[n], 1), dx: number(dx[n], 2) }));
    });
    const list = (name, numbers, digits, attributes = {}) =>
      html("span", attributes, `${name} = (${numbers.map((value) => number(value, digits)).join(", ")})`);
    values.replaceChildren(
      list("x", x, 1),
      list("x̂", xHat, 2),
      list("dout", dout, chosen < DOUTS.length ? 0 : 2),
      list("dx", dx, 2, { class: "mark" }),
    );
    const sum = dx.reduce((total, value) => total + value, 0);
    const product = dx.reduce((total, value, n) => total + value * xHat[n], 0);
    sentence.textContent = say("sentence", { sum: number(sum, 2), product: number(product, 2) });
  }

  let held = 0;
  draggable(drawing, (event) => {
    const place = ((event.clientX - drawing.getBoundingClientRect().left) / drawing.clientWidth) * WIDTH;
    const value = ((place - LEFT) / (RIGHT - LEFT)) * 2 * LIMIT - LIMIT;
    if (event.type === "pointerdown") held = nearest(value);
    sliders[held].value = value; // rounds to its steps, and keeps within
    move(held, sliders[held].valueAsNumber);
    return sliders[held];
  });
  const nearest = (value) => x.reduce((best, at, n) => (Math.abs(at - value) < Math.abs(x[best] - value) ? n : best), 0);

  const names = DOUTS.map((dout, place) => [place, `(${dout.map((value) => number(value)).join(", ")})`]);
  const douts = choice("dout", [...names, [DOUTS.length, "x̂"]], chosen, (place) => {
    chosen = place;
    show();
  });
  show();
  const plot = html("div", { class: "plot" }, drawing, ...sliders);
  const status = html("div", { role: "status" }, values, sentence);
  const controls = html("div", { class: "controls" }, douts);
  return html("div", {}, html("p", { class: "how" }, say("how")), controls, plot, status);
}

/** A point on the line, and below it the arrow of its gradient; `place(x, dx)` puts them there. */
function point(n) {
  const drop = svg("line", { class: "grid" });
  const way = svg("path", { class: "tangent" });
  const handle = svg("circle", { class: "handle", r: 8, cy: LINE });
  const name = svg("text", { class: "middle name", y: LINE - 14 }, `x${"₁₂₃"[n]}`);
  const size = svg("text", { class: "middle", y: row(n) - 7 });
  function place(x, dx) {
    const [start, end] = [across(x), across(Math.max(-LIMIT - 0.9, Math.min(LIMIT + 0.2, x + dx)))];
    const head = Math.sign(dx) * Math.min(6, Math.abs(end - start));
    set(drop, { x1: start, x2: start, y1: LINE + 8, y2: row(n) });
    set(handle, { cx: start });
    set(name, { x: start });
    set(way, { d: `M${start} ${row(n)} H${end} m${-head} -5 l${head} 5 l${-head} 5` });
    set(size, { x: (start + end) / 2 });
    size.textContent = number(dx, 2);
  }
  return { parts: [drop, way, handle, name, size], place };
}

function axis() {
  const parts = [svg("path", { class: "grid", d: `M${LEFT} ${LINE} H${RIGHT}` })];
  for (let x = -LIMIT; x <= LIMIT; x += 1) {
    parts.push(svg("path", { class: "grid", d: `M${across(x)} ${LINE - 4} v8` }));
    parts.push(svg("text", { x: across(x), y: LINE + 24, class: "middle" }, number(x)));
  }
  parts.push(svg("text", { x: 6, y: LINE + 4, class: "name" }, "x"));
  parts.push(svg("text", { x: 6, y: row(1) + 4, class: "name" }, "dx"));
  return parts;
}
