// What the figures share: their words, their elements, their controls, and tables of cells.

/** Return `say(key, values)`: the words under a key, in the page's language, from the list of labels in the page. */
export function words(root) {
  const found = new Map();
  for (const item of root.querySelectorAll(":scope > .labels li")) {
    const key = item.querySelector("code").textContent;
    found.set(key, item.textContent.trim().slice(key.length).replace(/^\s*[:：]\s*/, ""));
  }
  return (key, values = {}) => {
    if (!found.has(key)) throw new Error(`the page has no label ${key}`);
    return found.get(key).replace(/%(\w+)/g, (_, name) => {
      if (!(name in values)) throw new Error(`label ${key}: there is no ${name}`);
      return values[name];
    });
  };
}

/** Make an HTML element: attributes, then children (elements or text). */
export function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Make an SVG element. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(element, attributes, children) {
  set(element, attributes);
  element.append(...children);
  return element;
}

/** Set attributes of an element. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/** Let an element be dragged: `drag` gets each event of the pointer and returns the slider that moves along. */
export function draggable(element, drag) {
  element.addEventListener("pointerdown", (event) => {
    element.setPointerCapture(event.pointerId);
    drag(event).focus({ preventScroll: true });
    event.preventDefault(); // so that the slider keeps the focus
  });
  element.addEventListener("pointermove", (event) => element.hasPointerCapture(event.pointerId) && drag(event));
}

/** A number as text, with a true minus sign, and none before 0. */
export function number(value, digits = 0) {
  const text = value.toFixed(digits);
  return text.replace("-", Number(text) < 0 ? "−" : "");
}

/** A list to choose from, in its label; `change` gets the chosen value. */
export function choice(label, values, chosen, change) {
  const options = values.map((value) => {
    const [key, text] = Array.isArray(value) ? value : [value, String(value)];
    const option = html("option", { value: key }, text);
    option.selected = key === chosen;
    return option;
  });
  const select = html("select", {}, ...options);
  select.addEventListener("change", () => {
    const value = values[select.selectedIndex];
    change(Array.isArray(value) ? value[0] : value);
  });
  return html("label", {}, html("span", {}, label), select);
}

/** A button. */
export function button(label, press, attributes = {}) {
  const element = html("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", press);
  return element;
}

/**
 * A table of cells that arrow keys walk through, one stop of the Tab key.
 *
 * cells: rows of {text, ...}; each gets its `element`. head: {corner, rows, columns}, texts.
 * choose(cell): a cell was focused or pressed. look(cell or null): a mouse is over it, or has left.
 * starts: {rows, columns}, sets of indices before which a thicker line is drawn.
 */
export function cellTable({ name, cells, head, starts = {}, choose, look = () => {} }) {
  const columnHead = head && html("tr", {}, html("th", { class: "corner" }, head.corner ?? ""));
  head?.columns.forEach((text, j) => columnHead.append(mark(html("th", { scope: "col" }, text), null, j)));
  const body = cells.map((row, i) => {
    const line = html("tr");
    if (head) line.append(mark(html("th", { scope: "row" }, head.rows[i]), i, null));
    row.forEach((cell, j) => {
      cell.element = mark(html("td", { role: "gridcell", tabindex: -1 }, cell.text), i, j);
      cell.element.addEventListener("focus", () => {
        for (const other of cells.flat()) other.element.tabIndex = other === cell ? 0 : -1;
        choose(cell);
      });
      cell.element.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && look(cell));
      cell.element.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && look(null));
      cell.element.addEventListener("keydown", (event) => step(event, i, j));
      line.append(cell.element);
    });
    return line;
  });
  cells[0][0].element.tabIndex = 0;

  function mark(element, i, j) {
    if (starts.rows?.has(i)) element.classList.add("row-start");
    if (starts.columns?.has(j)) element.classList.add("column-start");
    return element;
  }

  function step(event, i, j) {
    if (event.altKey || event.metaKey) return;
    const [last, end] = [cells.length - 1, cells[0].length - 1];
    const target = {
      ArrowUp: [i - 1, j],
      ArrowDown: [i + 1, j],
      ArrowLeft: [i, j - 1],
      ArrowRight: [i, j + 1],
      Home: [event.ctrlKey ? 0 : i, 0],
      End: [event.ctrlKey ? last : i, end],
    }[event.key];
    if (!target) return;
    event.preventDefault();
    cells[Math.min(Math.max(target[0], 0), last)][Math.min(Math.max(target[1], 0), end)].element.focus();
  }

  const table = html("table", { class: "cells", role: "grid", "aria-label": name });
  if (columnHead) table.append(html("thead", {}, columnHead));
  table.append(html("tbody", {}, ...body));
  return table;
}
