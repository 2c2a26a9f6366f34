// Three questions at the end of a lesson, or one in a section of another page, answered before the answer is shown: each
// answer is met with its why, right or wrong. Without this script they can be read, and their answers unfolded; on paper
// both are there.
import { element } from "./program.js";
import { progress } from "./progress.js";

const japanese = {
  check: "答え合わせ",
  choose: "一つ選んでから、答え合わせをしてください。",
  right: "正解",
  wrong: "不正解",
  again: "ほかの答えを選んで、もう一度どうぞ。",
  count: (first, all) => `これまでに、${all} 問中 ${first} 問に一度で正解しました。`,
};

const english = {
  check: "Check the answer",
  choose: "Choose an answer first.",
  right: "Right",
  wrong: "Wrong",
  again: "Choose another one and try again.",
  count: (first, all) => `So far you were right at the first try in ${first} of ${all} questions.`,
};

const words = document.documentElement.lang === "ja" ? japanese : english;

// The contents of an element, moved or, to be shown twice, copied.
const moved = (from) => [...from.childNodes];
const copied = (from) => [...from.cloneNode(true).childNodes];

class Question {
  constructor(place, lesson) {
    const { question, right } = place.dataset;
    this.name = `${lesson}/${question}`;
    this.right = Number(right);
    const [text, list, answer] = place.children;
    this.whys = [...answer.querySelector("ol").children];
    this.proof = answer.querySelector("ol + p");
    this.inputs = [...list.children].map(() => element("input", { type: "radio", name: this.name }));
    const options = [...list.children].map((option, index) =>
      element("label", {}, this.inputs[index], element("span", {}, ...moved(option))),
    );
    this.verdict = element("div", { className: "graded-verdict", role: "status" });
    this.form = element(
      "form",
      {},
      element("fieldset", {}, element("legend", {}, ...moved(text)), ...options),
      element("button", { type: "submit", className: "graded-check", textContent: words.check }),
      this.verdict,
    );
    this.form.addEventListener("submit", (event) => {
      event.preventDefault(); // Enter on an option comes here, too
      this.check();
    });
    for (const input of this.inputs) input.addEventListener("change", () => this.verdict.replaceChildren());
    text.replaceWith(this.form);
    list.remove();
  }

  check() {
    const chosen = this.inputs.findIndex((input) => input.checked);
    if (chosen < 0) return this.say("graded-choose", element("p", { textContent: words.choose }));
    const right = chosen === this.right;
    if (!this.solved) progress.answer(this.name, right);
    this.solved ||= right;
    const verdict = element("strong", { textContent: right ? words.right : words.wrong });
    const parts = [element("p", {}, verdict, " ", ...copied(this.whys[chosen]))];
    if (right && this.proof) parts.push(this.proof.cloneNode(true));
    if (!right && !this.solved) parts.push(element("p", { textContent: words.again }));
    this.say(right ? "graded-right" : "graded-wrong", ...parts);
  }

  say(className, ...parts) {
    this.verdict.className = `graded-verdict ${className}`;
    this.verdict.replaceChildren(...parts);
  }
}

for (const block of document.querySelectorAll(".questions[data-questions]")) {
  const [lesson] = block.dataset.questions.split("/");
  const questions = [...block.querySelectorAll(".graded")].map((place) => new Question(place, lesson));
  block.classList.add("ready");
  if (questions.length === 1) continue; // nothing to count
  const count = element("p", { className: "questions-count" });
  const show = () => {
    const answered = questions.map(({ name }) => progress.question(name)).filter(({ tried }) => tried);
    const first = answered.filter((record) => record.first).length;
    count.textContent = answered.length === questions.length ? words.count(first, questions.length) : "";
  };
  show();
  progress.onChange(show);
  block.append(count);
}
