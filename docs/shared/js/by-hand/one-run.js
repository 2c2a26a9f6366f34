// Lesson 6: draw runs of two networks, keep the better ones, and count which network wins.
import { button, choice, html, number, svg } from "./tools.js";

const answer = await fetch(new URL("../../../results/sigmoid_network.json", import.meta.url));
if (!answer.ok) throw new Error(`sigmoid_network.json: ${answer.status}`);
const { runs } = await answer.json();
const BEST = ["784-30-10", "784-100-10"].map((name) =>
  Object.values(runs[name].seeds).map(({ epochs }) => Math.max(...epochs.map((epoch) => epoch.test_accuracy))),
);
const MANY = 100;
const [LEAST, MOST, LEFT, RIGHT, BOTTOM] = [0.85, 0.97, 64, 384, 150];
const across = (accuracy) => LEFT + ((accuracy - LEAST) / (MOST - LEAST)) * (RIGHT - LEFT);
const percent = (accuracy) => `${number(100 * accuracy, 2)} %`;

export function figure(say) {
  const dots = BEST.map((accuracies, row) =>
    accuracies.map((accuracy, seed) =>
      svg("circle", { class: "run", r: 5, cx: across(accuracy), cy: 38 + 72 * row + 9 * (seed - 2) }),
    ),
  );
  const drawing = svg("svg", { viewBox: "0 0 400 172", "aria-hidden": "true" }, ...axes(), ...dots.flat());
  const sentence = html("p", { class: "sentence", role: "status" });
  let [kept, games, wins] = [1, 0, 0];

  function reset(count) {
    [kept, games, wins] = [count, 0, 0];
    for (const dot of dots.flat()) dot.setAttribute("class", "run");
    sentence.textContent = "";
  }

  function play(times) {
    let taken = [];
    for (let game = 0; game < times; game += 1) {
      taken = BEST.map((accuracies, row) => {
        const drawn = draw(accuracies.length, kept);
        const best = drawn.reduce((a, b) => (accuracies[b] > accuracies[a] ? b : a));
        dots[row].forEach((dot, seed) => {
          dot.setAttribute("class", seed === best ? "run taken" : drawn.includes(seed) ? "run drawn" : "run");
        });
        return accuracies[best];
      });
      wins += taken[1] > taken[0];
    }
    games += times;
    const [small, large] = taken.map(percent);
    sentence.textContent = `${say("last", { small, large })} ${say("tally", { games, wins })}`;
  }

  const controls = html(
    "div",
    { class: "controls" },
    choice(say("kept"), [1, 3, 5], kept, reset),
    button(say("once"), () => play(1)),
    button(say("many", { count: MANY }), () => play(MANY)),
  );
  const plot = html("div", { class: "plot" }, drawing);
  return html("div", {}, html("p", { class: "how" }, say("how")), controls, plot, sentence);
}

/** Some of the numbers below `all`, each as likely as the others, none twice. */
function draw(all, some) {
  const left = Array.from({ length: all }, (_, i) => i);
  return Array.from({ length: some }, () => left.splice(Math.floor(Math.random() * left.length), 1)[0]);
}

function axes() {
  const parts = [];
  for (let hundredth = 86; hundredth <= 96; hundredth += 2) {
    const x = across(hundredth / 100);
    parts.push(svg("path", { class: "grid", d: `M${x} 8 V${BOTTOM - 8}` }));
    parts.push(svg("text", { x, y: BOTTOM + 10, class: "middle" }, `${hundredth} %`));
  }
  for (const [row, name] of ["30", "100"].entries()) {
    parts.push(svg("text", { x: LEFT - 24, y: 42 + 72 * row, class: "end" }, name));
  }
  return parts;
}
