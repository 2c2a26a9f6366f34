// Lesson 14: a window to move over a real test digit, its products with a filter, and their sum.
import { convOutputSize, correlate } from "./formulas.js";
import { choice, draggable, html, number } from "./tools.js";

const FILTERS = {
  vertical: { W: [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]] },
  horizontal: { W: [[-1, -2, -1], [0, 0, 0], [1, 2, 1]] },
  sharpen: { W: [[0, -1, 0], [-1, 5, -1], [0, -1, 0]] },
  blur: { W: [[1, 2, 1], [2, 4, 2], [1, 2, 1]], over: 16 },
  copy: { W: [[0, 0, 0], [0, 1, 0], [0, 0, 0]] },
};
const START = { digit: 7, filter: "vertical", oy: 17, ox: 13 }; // as in the figure of the lesson
const POSITIVE = [178, 24, 43];
const NEGATIVE = [33, 102, 172];

// The figure appears when the digits are there; if they do not come, what stood in its place stays.
const DIGITS = await load(new URL("../../weights/digits.png", import.meta.url));
const SIDE = DIGITS[0].length;
const OUT = convOutputSize(SIDE, 3, 1, 0);

export function figure(say) {
  const chosen = { ...START };
  const [x, y] = [picture(say("image")), picture(say("output"))];
  const sliders = { oy: slider("oy", say("row")), ox: slider("ox", say("column")) };
  const tables = html("div", { class: "product" });
  const sum = html("p", { class: "values", role: "status" });

  function build() {
    const { W, over = 1 } = FILTERS[chosen.filter];
    const image = DIGITS[chosen.digit];
    const weights = W.map((row) => row.map((weight) => weight / over));
    const out = Array.from({ length: OUT }, (_, oy) => Array.from({ length: OUT }, (_, ox) => correlate(image, weights, oy, ox)));
    paint(x.canvas, image);
    paint(y.canvas, out);
    Object.assign(chosen, { W, over, weights, image, out });
    move();
  }

  function move() {
    const { oy, ox, W, over, weights, image, out } = chosen;
    place(x.frame, oy, ox, 3, SIDE);
    place(y.frame, oy, ox, 1, OUT);
    const digits = over === 1 ? 0 : 1;
    const window = W.map((row, fy) => row.map((_, fx) => image[oy + fy][ox + fx]));
    const products = window.map((row, fy) => row.map((pixel, fx) => pixel * weights[fy][fx]));
    tables.replaceChildren(
      table("x", window.map((row) => row.map((pixel) => number(pixel)))),
      html("span", {}, "×"),
      table("W", W.map((row) => row.map((weight) => number(weight) + (over === 1 ? "" : `/${over}`)))),
      html("span", {}, "="),
      table("", products.map((row) => row.map((product) => number(product, digits)))),
    );
    const terms = products.flat().filter((_, k) => W.flat()[k] !== 0);
    const signed = terms.map((term, k) => {
      const size = number(Math.abs(term), digits);
      if (k === 0) return number(term, digits);
      return term < 0 ? ` − ${size}` : ` + ${size}`;
    });
    const value = number(out[oy][ox], digits);
    sum.replaceChildren(html("span", {}, `y[${oy}, ${ox}] = ${terms.length > 1 ? `${signed.join("")} = ` : ""}`, html("span", { class: "mark" }, value)));
    for (const [key, { input }] of Object.entries(sliders)) {
      input.value = chosen[key];
      input.setAttribute("aria-valuetext", say("value", { at: chosen[key], y: value }));
    }
  }

  function slider(key, label) {
    const input = html("input", { type: "range", min: 0, max: OUT - 1, step: 1, "aria-label": label });
    input.addEventListener("input", () => go({ [key]: input.valueAsNumber }));
    return { input, label: html("label", {}, html("span", { "aria-hidden": "true" }, label), input) };
  }

  function go(where) {
    for (const [key, value] of Object.entries(where)) chosen[key] = Math.min(Math.max(value, 0), OUT - 1);
    move();
  }

  /** Drag in a picture of `side` pixels: the window's middle, `reach` from its corner, follows. */
  function dragged({ box }, side, reach) {
    draggable(box, (event) => {
      const { left, top, width, height } = box.getBoundingClientRect();
      const at = (distance, length) => Math.floor((distance / length) * side) - reach;
      go({ oy: at(event.clientY - top, height), ox: at(event.clientX - left, width) });
      return sliders.ox.input;
    });
  }

  dragged(x, SIDE, 1);
  dragged(y, OUT, 0);
  const set = (key) => (value) => {
    chosen[key] = value;
    build();
  };
  const controls = html(
    "div",
    { class: "controls" },
    choice(say("digit"), [...DIGITS.keys()], chosen.digit, set("digit")),
    choice(
      say("filter"),
      Object.keys(FILTERS).map((key) => [key, say(key)]),
      chosen.filter,
      set("filter"),
    ),
    sliders.oy.label,
    sliders.ox.label,
  );
  build();
  const pictures = html("div", { class: "pictures" }, x.figure, y.figure);
  return html("div", { class: "sliding" }, html("p", { class: "how" }, say("how")), controls, pictures, tables, sum);
}

/** A canvas with a frame that can be placed on it, below its name. */
function picture(name) {
  const canvas = html("canvas", { role: "img", "aria-label": name });
  const frame = html("div", { class: "frame" });
  const box = html("div", { class: "box" }, canvas, frame);
  return { canvas, frame, box, figure: html("figure", {}, html("figcaption", {}, name), box) };
}

function place(frame, top, left, size, side) {
  const share = (pixels) => `${(100 * pixels) / side}%`;
  Object.assign(frame.style, { top: share(top), left: share(left), width: share(size), height: share(size) });
}

function table(name, rows) {
  const line = (row) => html("tr", {}, ...row.map((text) => html("td", {}, text)));
  const body = html("table", { class: "cells" }, html("tbody", {}, ...rows.map(line)));
  return html("figure", {}, html("figcaption", {}, name || "\u00a0"), body);
}

/** Paint numbers as ink on paper; where some are below 0, in two colours around 0. */
function paint(canvas, rows) {
  [canvas.height, canvas.width] = [rows.length, rows[0].length];
  const context = canvas.getContext("2d");
  const picture = context.createImageData(canvas.width, canvas.height);
  const values = rows.flat();
  const limit = Math.max(...values.map(Math.abs)) || 1;
  const signed = values.some((value) => value < 0);
  values.forEach((value, k) => {
    const ink = !signed ? [0, 0, 0] : value < 0 ? NEGATIVE : POSITIVE;
    const colour = ink.map((level) => 255 - ((255 - level) * Math.abs(value)) / limit);
    picture.data.set([...colour, 255], 4 * k);
  });
  context.putImageData(picture, 0, 0);
}

/** Ten test digits side by side in one picture, as rows of pixels from 0, paper, to 255, ink. */
async function load(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const [side, width] = [image.naturalHeight, image.naturalWidth];
  const context = html("canvas", { width, height: side }).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, side);
  const ink = (row, column) => 255 - data[4 * (row * width + column)];
  return Array.from({ length: width / side }, (_, digit) =>
    Array.from({ length: side }, (_, row) => Array.from({ length: side }, (_, column) => ink(row, digit * side + column))),
  );
}
