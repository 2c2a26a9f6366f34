// Lesson 15: every cell of the image, of the six-dimensional windows and of the matrix, followed through all three.
import { convOutputSize, im2col, indices } from "./formulas.js";
import { cellTable, choice, html, number } from "./tools.js";

const LESSON = { N: 1, C: 2, H: 3, W: 4, F: 2, stride: 1, pad: 0 };
const CHOICES = { N: [1, 2], C: [1, 2], H: [3, 4, 5], W: [3, 4, 5], F: [2, 3], stride: [1, 2, 3], pad: [0, 1] };
const FIRST = [0, 1, 1, 2]; // the pixel that the lesson follows

export function figure(say) {
  const settings = { ...LESSON };
  const views = html("div", { class: "views" });
  const status = html("p", { class: "sentence", role: "status" });
  const controls = html("div", { class: "controls" });
  for (const [key, values] of Object.entries(CHOICES)) {
    const change = (value) => {
      settings[key] = value;
      build();
    };
    controls.append(choice(say(key), values, settings[key], change));
  }

  let cells = []; // of all views
  let chosen = null;

  function build() {
    const { N, C, H, W, F, stride, pad } = settings;
    const [OH, OW] = [H, W].map((size) => convOutputSize(size, F, stride, pad));
    if (OH === null || OW === null) {
      const [side, size] = OH === null ? ["H", H] : ["W", W];
      const room = size + 2 * pad - F;
      views.replaceChildren();
      status.textContent = say("refused", { side, size, pad, filter: F, room: number(room), stride });
      return;
    }
    const matrix = im2col(settings).map((row) => row.map((cell) => ({ ...cell, view: "matrix" })));
    matrix.forEach((row, r) => row.forEach((cell, k) => Object.assign(cell, { r, k })));
    for (const cell of matrix.flat()) Object.assign(cell, named(cell, settings));

    const images = indices(N, C).map(([n, c]) => {
      const rows = range(-pad, H + pad).map((y) =>
        range(-pad, W + pad).map((x) => ({ view: "image", n, c, y, x, ...named({ n, c, y, x }, settings) })),
      );
      const head = { corner: "", rows: range(-pad, H + pad).map(label), columns: range(-pad, W + pad).map(label) };
      return { title: `x[${n}, ${c}]`, name: say("image", { n, c }), rows, head, starts: {} };
    });
    const windows = range(0, N).map((n) => {
      const own = matrix.filter((row) => row[0].n === n);
      const rows = own[0].map((_, k) => own.map((row) => ({ ...row[k], view: "windows" })));
      return {
        title: `windows[${n}]`,
        name: say("windows", { n }),
        rows,
        head: { corner: "oy ox →\nc fy fx ↓", rows: weights(C, F), columns: indices(OH, OW).map((at) => at.join("")) },
        starts: { rows: every(F * F, rows.length), columns: every(OW, own.length) },
      };
    });
    const whole = {
      title: "col",
      name: say("matrix"),
      rows: matrix,
      head: { corner: "c fy fx →\nn oy ox ↓", rows: indices(N, OH, OW).map((at) => at.join("")), columns: weights(C, F) },
      starts: { rows: every(OW, matrix.length), columns: every(F * F, matrix[0].length) },
    };

    cells = [...images, ...windows, whole].flatMap((view) => view.rows.flat());
    views.replaceChildren(
      group(`x  (${N}, ${C}, ${H}, ${W})`, images),
      group(`windows  (${N}, ${C}, ${F}, ${F}, ${OH}, ${OW})`, windows),
      group(`col  (${N * OH * OW}, ${C * F * F})`, [whole]),
    );
    const wanted = pixelOf(...FIRST);
    chosen = cells.find((cell) => cell.pixel === (chosen?.pixel ?? wanted)) ?? cells[0];
    show(chosen);
  }

  function group(title, members) {
    const tables = members.map((view) => {
      const choose = (cell) => {
        show((chosen = cell));
        bringIntoSight();
      };
      const look = (cell) => show(cell ?? chosen);
      const table = cellTable({ name: view.name, cells: view.rows, head: view.head, starts: view.starts, choose, look });
      for (const cell of view.rows.flat()) if (cell.padding) cell.element.classList.add("padding");
      const heading = members.length > 1 ? [html("figcaption", {}, view.title)] : [];
      return html("figure", {}, ...heading, html("div", { class: "scroll" }, table));
    });
    return html("section", {}, html("p", { class: "title" }, title), html("div", { class: "tables" }, ...tables));
  }

  /** Scroll each table sideways, in itself, to the cell that was chosen. */
  function bringIntoSight() {
    for (const scroller of views.querySelectorAll(".scroll")) {
      const here = scroller.querySelector(".here");
      if (!here) continue;
      const [cell, frame] = [here.getBoundingClientRect(), scroller.getBoundingClientRect()];
      if (cell.left < frame.left) scroller.scrollLeft += cell.left - frame.left - cell.width;
      if (cell.right > frame.right) scroller.scrollLeft += cell.right - frame.right + cell.width;
    }
  }

  function show(at) {
    const inWindow = at.view === "image" ? new Set() : new Set(cells.filter((c) => sameWindow(c, at)).map((c) => c.pixel));
    for (const cell of cells) {
      const same = cell.pixel === at.pixel;
      const here = same && (cell === at || cell.view === "image" || at.view === "image" || sameWindow(cell, at));
      const around = at.view !== "image" && (cell.view === "image" ? inWindow.has(cell.pixel) : sameWindow(cell, at));
      const { classList } = cell.element;
      classList.toggle("pixel", same);
      classList.toggle("here", here && (at.view !== "image" || cell.view === "image"));
      classList.toggle("window", around);
    }
    status.textContent = describe(at);
  }

  function describe(at) {
    const { stride: S, pad: P } = settings;
    if (at.view !== "image") {
      const { n, c, fy, fx, oy, ox, r, k } = at;
      const y = `${oy}·${S} + ${fy} − ${P} = ${number(at.y)}`;
      const x = `${ox}·${S} + ${fx} − ${P} = ${number(at.x)}`;
      return say(at.padding ? "cell_padding" : "cell", { n, c, fy, fx, oy, ox, r, k, y, x, pixel: at.pixel });
    }
    const copies = cells.filter((cell) => cell.view === "matrix" && cell.pixel === at.pixel);
    const places = copies.map(({ r, k }) => `[${r}, ${k}]`).join(" ");
    const key = copies.length ? (at.padding ? "padding" : "pixel") : at.padding ? "unseen_padding" : "unseen";
    return say(key, { pixel: at.pixel, count: copies.length, places });
  }

  build();
  return html("div", {}, html("p", { class: "how" }, say("how")), controls, status, views);
}

const sameWindow = (a, b) => a.view !== "image" && a.n === b.n && a.oy === b.oy && a.ox === b.ox;
const range = (first, end) => Array.from({ length: end - first }, (_, i) => first + i);
const every = (step, end) => new Set(range(1, end).filter((i) => i % step === 0));
const label = (value) => number(value);
const weights = (C, F) => indices(C, F, F).map((at) => at.join(""));
const pixelOf = (n, c, y, x) => `(${[n, c, y, x].map(label).join(", ")})`;

/** A cell's name and what it shows: four digits, or the 0 of the padding. */
function named({ n, c, y, x }, { H, W }) {
  const padding = y < 0 || x < 0 || y >= H || x >= W;
  return { padding, pixel: pixelOf(n, c, y, x), text: padding ? "0" : `${n}${c}${y}${x}` };
}
