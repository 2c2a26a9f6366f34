// Lesson 4: four logits to move, alone or all together, the bars of p and of the gradient p - t, and the loss.
import { softmaxLoss } from "./formulas.js";
import { choice, html, number, svg } from "./tools.js";

const START = [3, 1, -1, 1]; // as in the lesson
const LIMIT = 5; // logits from -5 to 5
const FAR = 1000; // what all of them can be raised by
const [WIDTH, HEIGHT, LEFT, COLUMN, BAR] = [400, 306, 40, 90, 40];
const [TOP, MIDDLE] = [22, 206]; // where p is 1, and where p - t is 0
const UNIT = 80; // height of a bar of 1
const place = (k) => LEFT + COLUMN * (k + 0.5);

export function figure(say) {
  const logits = [...START];
  let [right, raised] = [1, 0];
  const target = svg("path", { class: "helper" });
  const bars = START.map((_, k) => ({ p: bar(k, "probability", TOP + UNIT), gradient: bar(k, "gradient", MIDDLE) }));
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" }, ...axes(), target);
  for (const { p, gradient } of bars) drawing.append(...p.parts, ...gradient.parts);
  const columns = START.map((_, k) => {
    const slider = range(`a${k}`, -LIMIT, LIMIT, 0.1, START[k], (value) => (logits[k] = value));
    return { slider, name: html("span") };
  });
  const all = range(say("raise"), -FAR, FAR, 5, raised, (value) => (raised = value));
  const added = html("span");
  const values = html("div", { class: "values" });
  const sentence = html("p", { class: "sentence", role: "status" });

  function show() {
    const a = logits.map((logit) => logit + raised);
    const { p, gradient, loss } = softmaxLoss(a, right);
    bars.forEach((both, k) => {
      both.p.reach(p[k]);
      both.gradient.reach(gradient[k]);
      columns[k].name.textContent = `a${"₀₁₂₃"[k]} = ${number(a[k], 1)}`;
      const said = { k, a: number(a[k], 1), p: number(p[k], 3), gradient: number(gradient[k], 3) };
      columns[k].slider.setAttribute("aria-valuetext", say("value", said));
    });
    const x = place(right) - BAR / 2 - 4;
    target.setAttribute("d", `M${x} ${TOP + UNIT} V${TOP} h${BAR + 8} V${TOP + UNIT}`);
    added.textContent = `${say("raise")}: ${number(raised)}`;
    values.replaceChildren(
      list("p", p),
      list("t", p.map((_, k) => Number(k === right)), 0),
      list("p − t", gradient, 3, { class: "mark" }),
      html("span", {}, `L = ${number(loss, 3)}`),
    );
    const push = number(Math.abs(gradient[right]), 3);
    const words = say("sentence", { right, p: number(p[right], 3), loss: number(loss, 3), push });
    sentence.textContent = raised ? `${words} ${say("raised", { raised: number(raised) })}` : words;
  }

  function range(name, min, max, step, value, change) {
    const slider = html("input", { type: "range", min, max, step, "aria-label": name });
    slider.value = value;
    slider.addEventListener("input", () => {
      change(slider.valueAsNumber);
      show();
    });
    return slider;
  }

  const classes = choice(say("right"), [0, 1, 2, 3], right, (k) => {
    right = k;
    show();
  });
  show();
  const under = columns.map(({ slider, name }) => html("label", {}, slider, name));
  return html(
    "div",
    {},
    html("p", { class: "how" }, say("how")),
    html("div", { class: "controls" }, classes, html("label", { class: "far" }, added, all)),
    html("div", { class: "plot" }, drawing, html("div", { class: "columns" }, ...under)),
    values,
    sentence,
  );
}

/** A bar from the line at `base`, its number beyond its end; `reach(value)` gives it a height, down if below 0. */
function bar(k, kind, base) {
  const block = svg("rect", { class: kind, x: place(k) - BAR / 2, width: BAR });
  const text = svg("text", { class: "middle clear", x: place(k) });
  function reach(value) {
    const [end, height] = [base - UNIT * value, Math.abs(UNIT * value)];
    block.setAttribute("y", Math.min(base, end));
    block.setAttribute("height", height);
    text.setAttribute("y", value < 0 ? end + 14 : end - 5);
    text.textContent = number(value, 3);
  }
  return { parts: [block, text], reach };
}

function list(name, numbers, digits = 3, attributes = {}) {
  return html("span", attributes, `${name} = (${numbers.map((value) => number(value, digits)).join(", ")})`);
}

function axes() {
  const parts = [];
  const lines = { p: [TOP + UNIT, [0, 1]], "p − t": [MIDDLE, [-1, 0, 1]] };
  for (const [name, [base, ticks]] of Object.entries(lines)) {
    for (const tick of ticks) {
      const y = base - UNIT * tick;
      parts.push(svg("path", { class: tick ? "grid" : "axis", d: `M${LEFT} ${y} H${WIDTH}` }));
      parts.push(svg("text", { class: "end", x: LEFT - 6, y: y + 4.5 }, number(tick)));
    }
    parts.push(svg("text", { class: "end name", x: LEFT - 6, y: base - UNIT / 2 + 4.5 }, name));
  }
  return parts;
}
