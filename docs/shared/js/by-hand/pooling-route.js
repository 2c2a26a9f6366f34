// Lesson 16: numbers to change, the winner of each window, and where the gradient goes.
import { convOutputSize, maxPooling, maxPoolingBackward } from "./formulas.js";
import { button, cellTable, choice, html } from "./tools.js";

const LESSON = "1320 4022 0151 2613";
const EXAMPLES = {
  lesson: { numbers: LESSON, size: 2, stride: 2 },
  ties: { numbers: "3300 3100 0000 0052", size: 2, stride: 2 },
  overlap: { numbers: "1210 2721 1332 0123", size: 2, stride: 1 },
};

export function figure(say) {
  const settings = { ...EXAMPLES.lesson, toAll: false };
  let x = [];
  let chosen = [0, 0];
  const views = html("div", { class: "views pooling" });
  const sums = html("p", { class: "values" });
  const sentence = html("p", { class: "sentence" });
  const selects = html("div", { class: "controls" });
  const buttons = html("div", { class: "controls" });
  for (const example of Object.keys(EXAMPLES)) buttons.append(button(say(example), () => start(example)));
  const steps = html("div", { class: "controls" });
  steps.append(
    button("−", () => add(-1), { "aria-label": say("less") }),
    button("+", () => add(1), { "aria-label": say("more") }),
  );
  let parts = null; // the tables' cells, while the windows fit

  function start(example) {
    Object.assign(settings, EXAMPLES[example]);
    x = settings.numbers.split(" ").map((row) => [...row].map(Number));
    chosen = [0, 0];
    refresh();
  }

  function refresh() {
    const set = (key) => (value) => {
      settings[key] = value;
      build();
    };
    const wrong = html("input", { type: "checkbox" });
    wrong.checked = settings.toAll;
    wrong.addEventListener("change", () => set("toAll")(wrong.checked));
    selects.replaceChildren(
      choice(say("size"), [2, 3], settings.size, set("size")),
      choice(say("stride"), [1, 2], settings.stride, set("stride")),
      html("label", { class: "check" }, wrong, html("span", {}, say("to_all"))),
    );
    build();
  }

  function build() {
    const side = convOutputSize(x.length, settings.size, settings.stride, 0);
    if (side === null) {
      parts = null;
      views.replaceChildren();
      sums.textContent = "";
      sentence.textContent = say("refused", { room: x.length - settings.size, stride: settings.stride });
      return;
    }
    const grid = (length) => Array.from({ length }, (_, i) => Array.from({ length }, (_, j) => ({ at: [i, j], text: "" })));
    parts = { x: grid(x.length), y: grid(side), dx: grid(x.length), dout: grid(side) };
    const tables = Object.entries(parts).map(([key, cells]) => {
      const choose = (cell) => {
        if (key === "x") chosen = cell.at;
        show(key, cell.at);
      };
      const look = (cell) => (cell ? show(key, cell.at) : show("x", chosen));
      const every = new Set();
      if (cells.length === x.length && settings.size === settings.stride)
        for (let line = settings.stride; line < cells.length; line += settings.stride) every.add(line);
      const table = cellTable({ name: say(key), cells, choose, look, starts: { rows: every, columns: every } });
      const arrow = { y: "→ y", dout: "← dout" }[key] ?? key;
      const figure = html("figure", {}, html("figcaption", {}, arrow), table);
      if (key === "x") figure.append(steps);
      return figure;
    });
    for (const cell of parts.x.flat()) {
      cell.element.addEventListener("keydown", (event) => type(event, cell.at));
      // the press that chooses a cell does not change it, the next one does
      let before = false;
      cell.element.addEventListener("pointerdown", () => (before = document.activeElement === cell.element));
      cell.element.addEventListener("click", () => before && add(1));
    }
    views.replaceChildren(...tables);
    compute();
  }

  function compute() {
    const windows = maxPooling(x, settings.size, settings.stride);
    const side = parts.y.length;
    const dout = parts.dout.map((row, i) => row.map((_, j) => 10 * (i * side + j + 1)));
    const dx = maxPoolingBackward(x, windows, dout, settings.toAll);
    Object.assign(parts, { windows, gradients: dout });
    const write = (cells, values) =>
      cells.forEach((row, i) => row.forEach((cell, j) => (cell.element.textContent = values[i][j])));
    write(parts.x, x);
    write(parts.dx, dx);
    write(parts.dout, dout);
    for (const { oy, ox, max } of windows) parts.y[oy][ox].element.textContent = max;
    for (const cell of parts.x.flat()) {
      const won = windows.filter(({ winner }) => same(winner, cell.at)).length;
      const tied = windows.filter(({ ties, winner }) => !same(winner, cell.at) && ties.some((at) => same(at, cell.at)));
      cell.element.classList.toggle("winner", won > 0);
      cell.element.classList.toggle("tied", won === 0 && tied.length > 0);
    }
    for (const cell of parts.dx.flat()) cell.element.classList.toggle("winner", dx[cell.at[0]][cell.at[1]] !== 0);
    const total = (rows) => rows.flat().reduce((sum, value) => sum + value, 0);
    const [given, arrived] = [total(dout), total(dx)];
    sums.textContent = say(given === arrived ? "sums_equal" : "sums_differ", { dout: given, dx: arrived });
    sums.classList.toggle("wrong", given !== arrived);
    show("x", chosen);
  }

  /** Mark what belongs to a cell: its windows, their winners, and where their gradients go. */
  function show(key, at) {
    const small = key === "y" || key === "dout";
    const receives = ({ ties, winner }) => (settings.toAll ? ties : [winner]);
    const windows = parts.windows.filter(
      (window) => (small ? same([window.oy, window.ox], at) : window.pixels.some((pixel) => same(pixel, at))),
    );
    const routes = small ? windows : windows.filter((window) => receives(window).some((pixel) => same(pixel, at)));
    const targets = routes.flatMap(receives);
    for (const [name, cells] of Object.entries({ x: parts.x, y: parts.y, dx: parts.dx, dout: parts.dout })) {
      for (const cell of cells.flat()) {
        const { classList } = cell.element;
        const of = name === "y" || name === "dout";
        const inside = (list) =>
          list.some(({ oy, ox, pixels }) => (of ? same([oy, ox], cell.at) : pixels.some((p) => same(p, cell.at))));
        classList.toggle("window", inside(small ? windows : routes));
        classList.toggle("pixel", of ? inside(routes) : (small ? targets : [at]).some((p) => same(p, cell.at)));
        classList.toggle("here", (name === key || (!small && !of)) && same(cell.at, at));
      }
    }
    sentence.textContent = small ? ofWindow(windows[0], receives(windows[0])) : ofPixel(at, windows, routes);
  }

  const dout = ({ oy, ox }) => parts.gradients[oy][ox];
  const place = ([row, column]) => `[${row}, ${column}]`;

  function ofWindow(window, targets) {
    const values = { window: place([window.oy, window.ox]), max: window.max, dout: dout(window) };
    values.targets = targets.map((at) => `dx${place(at)}`).join(" ");
    return say(window.ties.length > 1 ? "window_tied" : "window", { ...values, count: window.ties.length });
  }

  function ofPixel(at, windows, routes) {
    const values = { pixel: place(at), value: x[at[0]][at[1]], count: windows.length, won: routes.length };
    if (!routes.length) return say("lost", values);
    const sum = routes.reduce((total, window) => total + dout(window), 0);
    values.sum = routes.length > 1 ? `${routes.map(dout).join(" + ")} = ${sum}` : String(sum);
    return say(settings.toAll ? "shared" : "won", values);
  }

  function add(step) {
    const [row, column] = chosen;
    x[row][column] = (x[row][column] + step + 10) % 10;
    if (parts) compute();
  }

  function type(event, [row, column]) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^[0-9]$/.test(event.key)) x[row][column] = Number(event.key);
    else if (event.key === "+") return add(1);
    else if (event.key === "-") return add(-1);
    else return;
    compute();
  }

  start("lesson");
  const status = html("div", { role: "status" }, sums, sentence);
  return html("div", {}, html("p", { class: "how" }, say("how")), buttons, selects, views, status);
}

const same = (a, b) => a[0] === b[0] && a[1] === b[1];
