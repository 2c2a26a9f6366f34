// Lesson 3: choose a number of an affine layer's tables, and see of which numbers it is made.
import { affine, affineBackward } from "./formulas.js";
import { cellTable, choice, html, number } from "./tools.js";

const X = [[1, 2], [3, 0], [0, 1], [2, -1]];
const W = [[1, 0, 2, 1], [0, 1, 1, -1]];
const B = [10, 20, 30, 40];
const DOUT = [[1, 0, 2, 0], [0, 1, 0, 3], [4, 0, 0, 1], [-1, 2, 1, 0]];

export function figure(say) {
  const views = html("div", { class: "sides" });
  const values = html("p", { class: "values" });
  const sentence = html("p", { class: "sentence" });
  let chosen = ["db", [0, 0]];
  let numbers = {}; // rows of numbers of each table; those of b and db have one row
  let tables = {};

  function build(N) {
    const [x, dout] = [X.slice(0, N), DOUT.slice(0, N)];
    const { dx, dW, db } = affineBackward(x, W, dout);
    numbers = { W, x, y: affine(x, W, B), b: [B], dx, dout, dW, db: [db] };
    tables = {};
    const side = (keys) => html("div", { class: "affine" }, ...keys.map(table));
    views.replaceChildren(side(["W", "x", "y", "b"]), side(["dx", "dout", "dW", "db"]));
    values.textContent = say(N === 1 ? "one" : "several", { N });
    if (!numbers[chosen[0]][chosen[1][0]]) chosen = ["db", [0, 0]];
    show(...chosen);
  }

  function table(key) {
    const rows = numbers[key];
    const cells = rows.map((row, i) => row.map((value, j) => ({ at: [i, j], text: number(value) })));
    tables[key] = cells;
    const columns = rows[0].length;
    const shape = vector(key) ? `(${columns},)` : `(${rows.length}, ${columns})`;
    const grid = cellTable({
      name: `${key} ${shape}`,
      cells,
      choose: (cell) => show(...(chosen = [key, cell.at])),
      look: (cell) => (cell ? show(key, cell.at) : show(...chosen)),
    });
    const caption = html("figcaption", {}, `${key} ${shape}`);
    return html("figure", { class: key === "x" || key === "dx" ? "first" : "second" }, caption, grid);
  }

  /** Mark the numbers that a cell is made of, or the cells that it goes into. */
  function show(key, at) {
    const terms = termsOf(key, at);
    const sources = terms.flat();
    const users = terms.length ? [] : usersOf(key, at);
    for (const [name, cells] of Object.entries(tables)) {
      for (const cell of cells.flat()) {
        const is = ([other, place]) => other === name && same(place, cell.at);
        cell.element.classList.toggle("window", sources.some(is));
        cell.element.classList.toggle("pixel", users.some(is));
        cell.element.classList.toggle("here", is([key, at]));
      }
    }
    const cell = `${place(key, at)} = `;
    const value = number(valueOf([key, at]));
    if (!terms.length) {
      sentence.textContent = say("used", { cell: cell + value, count: users.length });
      return;
    }
    const sum = terms.map((factors) => factors.map((source) => number(valueOf(source))).join(" × ")).join(" + ");
    const count = terms.filter((factors) => factors[0][0] !== "b").length;
    const formula = sum === value ? cell + value : `${cell}${sum} = ${value}`;
    sentence.textContent = say("made", { formula, index: INDEX[key], count });
  }

  /** The products that add up to a number, each a list of [table, place]; none for what is given. */
  function termsOf(key, [r, c]) {
    const over = { i: W.length, j: W[0].length, n: numbers.x.length }[INDEX[key]];
    const every = (term) => Array.from({ length: over }, (_, k) => term(k));
    if (key === "y") return [...every((i) => [["x", [r, i]], ["W", [i, c]]]), [["b", [0, c]]]];
    if (key === "dx") return every((j) => [["dout", [r, j]], ["W", [c, j]]]);
    if (key === "dW") return every((n) => [["x", [n, r]], ["dout", [n, c]]]);
    if (key === "db") return every((n) => [["dout", [n, c]]]);
    return [];
  }

  function usersOf(key, at) {
    const made = Object.keys(INDEX).flatMap((name) => tables[name].flat().map((cell) => [name, cell.at]));
    const uses = ([name, place]) => termsOf(name, place).flat().some(([other, there]) => other === key && same(there, at));
    return made.filter(uses);
  }

  const valueOf = ([key, [row, column]]) => numbers[key][row][column];

  build(3);
  const batch = choice(say("batch"), [1, 2, 3, 4], 3, build);
  const status = html("div", { role: "status" }, values, sentence);
  return html("div", {}, html("p", { class: "how" }, say("how")), html("div", { class: "controls" }, batch), status, views);
}

const INDEX = { y: "i", dx: "j", dW: "n", db: "n" }; // what each sum runs over
const vector = (key) => key === "b" || key === "db";
const place = (key, at) => `${key}[${vector(key) ? at[1] : at.join(", ")}]`;
const same = (a, b) => a[0] === b[0] && a[1] === b[1];
