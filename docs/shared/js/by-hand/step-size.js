// Lesson 2: the central difference of 1/x at 3, the digits that cancel, and the V of its error, for an h to choose.
import { centralDifference } from "./formulas.js";
import { html, number, svg } from "./tools.js";

const X = 3;
const [LARGEST, SMALLEST] = [-1, -17]; // powers of ten of h
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [400, 250, 52, 388, 10, 208];
const across = (power) => LEFT + ((power + 18) / 18) * (RIGHT - LEFT); // h from 1e-18 to 1
const up = (power) => BOTTOM - ((Math.max(power, -13) + 13) / 13) * (BOTTOM - TOP); // error from 1e-13 to 1

export function figure(say) {
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" }, ...axes(), curve());
  const point = svg("circle", { class: "handle", r: 7 });
  drawing.append(point);
  const slider = html("input", { type: "range", min: SMALLEST, max: LARGEST, step: 1, "aria-label": say("slider") });
  const values = html("div", { class: "values" });
  const sentence = html("p", { class: "sentence", role: "status" });

  function move(power) {
    const { right, left, slope } = at(power);
    const [above, below] = [right.toFixed(18), left.toFixed(18)];
    const shared = common(above, below);
    const measured = number(slope, 14);
    const correct = common(measured.replace("−", "-"), "-0.11111111111111");
    point.setAttribute("cx", across(power));
    point.setAttribute("cy", up(errorOf(power)));
    values.replaceChildren(
      line("h = ", "", `1e−${-power}`),
      line("f(x + h) = ", above.slice(0, shared), above.slice(shared)),
      line("f(x − h) = ", below.slice(0, shared), below.slice(shared)),
      line(`${say("slope")} `, measured.slice(0, correct), measured.slice(correct)),
    );
    const counts = { shared: Math.max(shared - 2, 0), correct: Math.max(correct - 3, 0) };
    sentence.textContent = say("sentence", counts);
    slider.setAttribute("aria-valuetext", say("value", { h: `1e−${-power}`, slope: measured }));
  }

  slider.addEventListener("input", () => move(slider.valueAsNumber));
  slider.value = -5;
  move(-5);
  const plot = html("div", { class: "plot" }, drawing, slider);
  return html("div", {}, html("p", { class: "how" }, say("how")), plot, values, sentence);
}

function at(power) {
  return centralDifference(X, Number.isInteger(power) ? Number(`1e${power}`) : 10 ** power);
}

function errorOf(power) {
  return Math.log10(Math.abs(at(power).slope + 1 / (X * X)));
}

/** How many characters two texts have in common, from the left. */
function common(a, b) {
  let count = 0;
  while (count < a.length && a[count] === b[count]) count += 1;
  return count;
}

function line(name, marked, rest) {
  return html("span", {}, name, html("u", { class: "mark" }, marked), rest);
}

function curve() {
  const powers = Array.from({ length: SMALLEST * -8 - 7 }, (_, i) => SMALLEST + i / 8);
  return svg("polyline", { class: "curve", points: powers.map((p) => `${across(p)},${up(errorOf(p))}`).join(" ") });
}

function axes() {
  const parts = [];
  for (const power of [-16, -12, -8, -4, 0]) {
    parts.push(svg("path", { class: "grid", d: `M${across(power)} ${TOP} V${BOTTOM}` }));
    parts.push(svg("text", { x: across(power), y: BOTTOM + 18, class: "middle" }, power ? `1e−${-power}` : "1"));
  }
  for (const power of [-12, -8, -4, 0]) {
    parts.push(svg("path", { class: "grid", d: `M${LEFT} ${up(power)} H${RIGHT}` }));
    parts.push(svg("text", { x: LEFT - 7, y: up(power) + 4.5, class: "end" }, power ? `1e−${-power}` : "1"));
  }
  parts.push(svg("text", { x: RIGHT, y: HEIGHT - 4, class: "end name" }, "h"));
  return parts;
}
