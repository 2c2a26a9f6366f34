// Lesson 5: the small graphs, filled in one box at a time: values forwards, then gradients backwards, typed in or shown.
import { GRAPHS, graphPasses } from "./formulas.js";
import { button, choice, html, number, svg } from "./tools.js";

const INPUTS = { unit: { x: 2, w: 3, b: 1, t: 5 }, branch: { x: 2 } }; // as in the lesson
const LIMIT = 5; // inputs from -5 to 5
const RADIUS = 17;

// What stands in a box, what it does with one or two names or numbers, and its local derivatives in the same terms.
const KINDS = {
  multiply: ["×", (a, b) => `${a} × ${b}`, (a, b) => [b, a]],
  add: ["+", (a, b) => `${a} + ${b}`, () => ["1", "1"]],
  subtract: ["−", (a, b) => `${a} − ${b}`, () => ["1", "−1"]],
  half: ["e²/2", (a) => `${a}² / 2`, (a) => [a]],
  square: ["x²", (a) => `${a}²`, (a) => [`2${a}`]],
  triple: ["3x", (a) => `3 × ${a}`, () => ["3"]],
};

// Where the boxes stand, by what comes out of them; where names of values stand, and those of gradients below them.
const PLACES = {
  unit: {
    height: 176,
    boxes: { p: [84, 88], y: [176, 88], e: [268, 88], L: [358, 88] },
    ends: { x: [26, 48], w: [26, 128], b: [176, 134], t: [268, 134], L: [358, 46] },
    texts: { x: [4, 20], w: [4, 148], b: [176, 152], t: [268, 152], p: [130, 58], y: [222, 58], e: [313, 58], L: [358, 20] },
    between: 55, // a gradient on the way from box to box stands below the arrow
  },
  branch: {
    height: 200,
    boxes: { u: [150, 42], v: [150, 158], L: [262, 100] },
    ends: { x: [66, 100], L: [322, 100] },
    texts: { x: [4, 95], u: [224, 36], v: [224, 160], L: [354, 95] },
    between: 17,
    shares: { u: [80, 40], v: [80, 170] },
  },
};

const text = (value) => number(value, Number.isInteger(value) ? 0 : 1);
const factor = (value) => (value < 0 ? `(${text(value)})` : text(value));

export function figure(say) {
  const inputs = structuredClone(INPUTS);
  let [name, step] = ["unit", 0];
  const boxes = () => GRAPHS[name];
  const last = () => 2 * boxes().length + 1; // each box forwards, then dL, then each box backwards
  const sliders = html("div", { class: "controls" });
  const plot = html("div", { class: "plot" });
  const sentence = html("p", { class: "sentence", role: "status" });
  const wanted = html("span");
  const entry = html("input", { type: "text", autocomplete: "off", size: 6 });

  /** Draw what is filled in, and say what the last step did, or something else instead. */
  function show(instead = "") {
    const passes = graphPasses(name, inputs[name]);
    plot.replaceChildren(draw(name, passes, step));
    sentence.textContent = instead || words(passes);
    const gradient = next();
    wanted.textContent = gradient ? say("guess", { name: gradient.name }) : say("nothing");
  }

  /** The gradient that the next step backwards fills in first, with what comes from behind; null where there is none. */
  function next() {
    const count = boxes().length;
    if (step < count || step === last()) return null;
    if (step === count) return { name: "dL", value: 1 };
    const { shares, gradients } = graphPasses(name, inputs[name]);
    const [out, , from] = boxes()[last() - step - 1];
    return { name: part(name, out, from[0]), value: shares[out][0], from: `d${out} = ${text(gradients[out])}` };
  }

  /** Hold what was typed against the next gradient; if it is right, fill it in. */
  function compare() {
    const gradient = next();
    if (!gradient) return back();
    const typed = entry.value.normalize("NFKC").replace("−", "-").trim();
    const guess = Number(typed);
    if (typed === "" || !Number.isFinite(guess)) return show(say("number"));
    if (guess !== gradient.value) {
      const found = { ...gradient, guess: text(guess) };
      return show(gradient.from ? say("wrong", found) : say("outset", found));
    }
    entry.value = "";
    step += 1;
    show();
    sentence.prepend(`${say("right")} `);
  }

  /** What the last step did, and by which rule. */
  function words({ values, locals, shares, gradients }) {
    const count = boxes().length;
    if (step === 0) return say("empty");
    if (step <= count) {
      const [out, kind, from] = boxes()[step - 1];
      const write = KINDS[kind][1];
      const numbers = write(...from.map((input) => factor(values[input])));
      return say("value", { formula: `${out} = ${write(...from)} = ${numbers} = ${text(values[out])}` });
    }
    if (step === count + 1) return say("start", { formula: "dL = 1" });
    const [out, kind, from] = boxes()[last() - step];
    const terms = KINDS[kind][2](...from);
    const formulas = from.flatMap((input, i) => {
      if (input === "t") return []; // given: nobody asks for its gradient
      const numbers = `${factor(gradients[out])} × ${factor(locals[out][i])}`;
      return [`${part(name, out, input)} = d${out} × ${terms[i]} = ${numbers} = ${text(shares[out][i])}`];
    });
    const rule = say(kind, { formula: formulas.join(", ") });
    const ways = name === "branch" && from[0] === "x" ? paths(name, "x") : [];
    if (!ways.length) return rule;
    if (step < last()) return `${rule} ${say("waits")}`;
    const sum = `${ways.map((way) => `by_${way}`).join(" + ")} = ${ways.map((way) => factor(shares[way][0])).join(" + ")}`;
    return `${rule} ${say("sum", { formula: `dx = ${sum} = ${text(gradients.x)}` })}`;
  }

  /** Go to a step, or say why not. */
  function go(to, refused = "") {
    if (!refused) step = to;
    show(refused && say(refused));
  }

  function build(chosen) {
    name = chosen;
    sliders.replaceChildren(
      ...Object.keys(inputs[name]).map((input) => {
        const shown = html("span");
        const slider = html("input", { type: "range", min: -LIMIT, max: LIMIT, step: 1, "aria-label": input });
        const put = () => (shown.textContent = `${input} = ${number(inputs[name][input])}`);
        slider.value = inputs[name][input];
        slider.addEventListener("input", () => {
          inputs[name][input] = slider.valueAsNumber;
          put();
          show();
        });
        put();
        return html("label", {}, shown, slider);
      }),
    );
    start();
  }

  function start() {
    entry.value = "";
    go(0);
  }

  build(name);
  const forward = () => go(step + 1, step < boxes().length ? "" : "full");
  function back() {
    go(step + 1, step < boxes().length ? "first" : step < last() ? "" : "done");
  }
  const graphs = Object.keys(GRAPHS).map((key) => [key, say(key)]);
  const controls = html(
    "div",
    { class: "controls" },
    choice(say("graph"), graphs, name, build),
    button(say("forward"), forward),
    button(say("back"), back),
    button(say("reset"), start),
  );
  entry.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && compare());
  const answer = html("div", { class: "controls" }, html("label", {}, wanted, entry), button(say("check"), compare));
  return html("div", { class: "sliding" }, html("p", { class: "how" }, say("how")), sliders, controls, plot, answer, sentence);
}

const paths = (name, input) => GRAPHS[name].filter(([, , from]) => from.includes(input)).map(([out]) => out);

/** What a box hands to its input is the input's gradient, or, where there are more paths, one part of it. */
const part = (name, out, input) => (paths(name, input).length > 1 ? `by_${out}` : `d${input}`);

/** The graph with what is known after a number of steps. */
function draw(name, { values, shares, gradients }, step) {
  const graph = GRAPHS[name];
  const { height, boxes, ends, texts, between, shares: aside = {} } = PLACES[name];
  const forwards = (out) => step > graph.findIndex((box) => box[0] === out);
  const backwards = (out) => step > 2 * graph.length - graph.findIndex((box) => box[0] === out);
  const known = [];
  const parts = [];
  const write = (content, [x, y], kind) => {
    known.push(content);
    parts.push(svg("text", { x, y, class: x < 10 ? kind : `${kind} middle` }, content));
  };

  for (const [out, , from] of graph) {
    for (const input of from) {
      const [start, end] = rims(boxes[input] ?? ends[input], boxes[out], input in boxes);
      parts.push(...wire(start, end, !(input in boxes) || forwards(input), input !== "t" && backwards(out)));
    }
  }
  const [start, end] = rims(boxes.L, ends.L, true, false);
  parts.push(...wire(start, end, forwards("L"), step > graph.length));
  const now = step <= graph.length ? graph[step - 1]?.[0] : graph[2 * graph.length + 1 - step]?.[0];
  for (const [out, kind] of graph) {
    const [cx, cy] = boxes[out];
    parts.push(svg("circle", { class: out === now ? "box now" : "box", cx, cy, r: RADIUS }));
    parts.push(svg("text", { class: "middle", x: cx, y: cy + 4.5 }, KINDS[kind][0]));
  }
  for (const [wire, at] of Object.entries(texts)) {
    const given = !(wire in boxes);
    if (given || forwards(wire)) write(`${wire} = ${text(values[wire])}`, at, "known");
    else parts.push(svg("text", { x: at[0], y: at[1], class: "middle" }, wire));
    const done = wire === "L" ? step > graph.length : paths(name, wire).every(backwards);
    const below = given || wire === "L" ? 17 : between;
    if (done && wire !== "t") write(`d${wire} = ${text(gradients[wire])}`, [at[0], at[1] + below], "back");
  }
  for (const [out, at] of Object.entries(aside)) {
    if (backwards(out)) write(`by_${out} = ${text(shares[out][0])}`, at, "back");
  }
  return svg("svg", { viewBox: `0 0 400 ${height}`, role: "img", "aria-label": known.join(", ") }, ...parts);
}

/** Where an arrow leaves and arrives: at the rims of round boxes, or just at the points. */
function rims([x1, y1], [x2, y2], fromBox, toBox = true) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [right, down] = [(x2 - x1) / length, (y2 - y1) / length];
  const [leave, arrive] = [fromBox ? RADIUS + 3 : 0, toBox ? RADIUS + 3 : 0];
  return [
    [x1 + leave * right, y1 + leave * down],
    [x2 - arrive * right, y2 - arrive * down],
  ];
}

/** Side by side, the arrow of the value, and that of the gradient once it is known. */
function wire(start, end, valueKnown, gradientKnown) {
  const arrows = [arrow(start, end, valueKnown ? "way known" : "way")];
  if (gradientKnown) arrows.push(arrow(end, start, "way back"));
  return arrows;
}

function arrow([x1, y1], [x2, y2], kind) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [right, down] = [(x2 - x1) / length, (y2 - y1) / length];
  const at = (x, y, along, across) => `${x + along * right - across * down} ${y + along * down + across * right}`;
  const head = `M${at(x2, y2, -7, -8)} L${at(x2, y2, 0, -3.5)} L${at(x2, y2, -7, 1)}`;
  return svg("path", { class: kind, d: `M${at(x1, y1, 0, -3.5)} L${at(x2, y2, 0, -3.5)} ${head}` });
}
