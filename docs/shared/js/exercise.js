// An exercise can be edited and graded where it stands, by the same check as in the terminal. Python is fetched at the
// first press of Check; without this script the starter, the hints and the solution can be read all the same.
import { Editor, STAGES, State, button, element, turn } from "./program.js";
import { progress } from "./progress.js";
import { sharedPython } from "./python.js";

const SITE = new URL("../../", import.meta.url).href; // of this language
const LANGUAGE = document.documentElement.lang === "ja" ? "ja" : "en";
const SECONDS = 30; // Python in a browser is several times slower than at home

// What builds no piece of the learner's library, and imports from none, is graded without a word of it.
const DRIVER = (name) => `import json
from dataclasses import asdict
from pathlib import Path
from lesson_code.exercises.grading import grade

table = json.loads(Path("pieces.json").read_text("utf-8"))
answer = Path("answer.py").read_text("utf-8")
builds = any(row["exercise"] == "${name}" for row in table["rows"])
if builds or "mine" in answer:
    from lesson_code.exercises import library
    pieces, progress = library.from_page(table, Path("progress.json").read_text("utf-8"))
    Path("mine.py").write_text(library.library_for_check(pieces, progress)[0], "utf-8")
    print(json.dumps({"uses": library.uses(answer, pieces, progress)}))
for step in grade("answer.py", "check.py", "${LANGUAGE}"):
    print(json.dumps(asdict(step)), flush=True)
if builds and step.passed:
    piece = pieces.built_by("${name}")
    why = library.keep_passed(piece, answer, pieces, progress)
    print(json.dumps({"piece": piece.name, "why": why and why.texts["${LANGUAGE}"]}))
`;

const japanese = {
  tools: "この演習の操作",
  check: "採点",
  stop: "停止",
  edit: "編集",
  hint: (next, all) => (next > all ? "ヒントは以上です" : `ヒント ${next}/${all}`),
  reset: "元に戻す",
  solution: "解答を見る",
  compare: "解答例と並べて見る",
  mine: "合格した自分の解答",
  editor: (name) => `${name}の解答欄`,
  keys: "Ctrl+Enterで採点、Escで解答欄の外へ",
  sure: "書いたものを消して、最初の状態に戻しますか。",
  run: "採点しています",
  result: "採点の結果",
  passed: "合格",
  failed: "不合格",
  all: "すべて正解です。",
  line: (line) => `${line} 行目`,
  printed: "プログラムの表示",
  uses: (names) => `自分のライブラリから：${names}`,
  yours: (name) => `${name}（自分のもの）`,
  ours: (name) => `${name}（お手本）`,
  built: (name) => `${name} を「自分のライブラリ」に入れました。`,
  unfit: (name, why) => `${name} は「自分のライブラリ」に入れませんでした。${why}。`,
  next: (title) => `次の演習：${title}`,
  finished: "これで、いまある演習はすべて合格です。",
  badge: "合格済み",
  failure: {
    stopped: "停止しました。",
    timeout: `${SECONDS} 秒たっても終わらないので、止めました。終わらない繰り返しはありませんか。`,
    network: "必要なファイルを取得できませんでした。ネットワークの接続を確かめて、もう一度採点してください。",
    missing: "このサイトには、実行に必要なファイルがありません。ターミナルでなら採点できます。",
    damaged: "届いたファイルが、このサイトの求めるものと違うので、使いませんでした。もう一度採点してください。",
    died: "Pythonが途中で終わってしまいました。メモリが足りなくなったのかもしれません。もう一度採点できます。",
    broken: "採点が最後まで進みませんでした。",
  },
};

const english = {
  tools: "Tools for this exercise",
  check: "Check",
  stop: "Stop",
  edit: "Edit",
  hint: (next, all) => (next > all ? "No more hints" : `Hint ${next}/${all}`),
  reset: "Reset",
  solution: "Show solution",
  compare: "Compare with our solution",
  mine: "Your answer that passed",
  editor: (name) => `Your answer to ${name}`,
  keys: "Ctrl+Enter checks, Esc leaves the editor",
  sure: "Throw away what you have written, and begin anew?",
  run: "Checking",
  result: "Result of the check",
  passed: "passed",
  failed: "failed",
  all: "All of it is right.",
  line: (line) => `line ${line}`,
  printed: "Your program printed",
  uses: (names) => `From your library: ${names}`,
  yours: (name) => `${name} (yours)`,
  ours: (name) => `${name} (ours)`,
  built: (name) => `${name} is now part of your own library.`,
  unfit: (name, why) => `${name} did not go into your own library: ${why}.`,
  next: (title) => `Next exercise: ${title}`,
  finished: "You have passed every exercise there is so far.",
  badge: "passed",
  failure: {
    stopped: "Stopped.",
    timeout: `It had not ended after ${SECONDS} s, so it was stopped. Is there a loop without an end?`,
    network: "A file that is needed could not be fetched. Check the network connection, then check again.",
    missing: "This site lacks the files that run programs. In a terminal the check works.",
    damaged: "A file that came is not the one that this site needs, so it was not used. Check again.",
    died: "Python ended in the middle, perhaps because memory ran out. You can check again.",
    broken: "The check did not come to its end.",
  },
};

const words = { ...STAGES, ...(LANGUAGE === "ja" ? japanese : english) };

// Text in which `code` stands in backticks.
function withCode(text) {
  return text.split("`").map((part, index) => (index % 2 ? element("code", { textContent: part }) : part));
}

class Exercise {
  constructor(block) {
    this.block = block;
    this.name = block.dataset.exercise;
    this.python = sharedPython();
    this.highlight = block.querySelector(":scope > .highlight");
    this.code = this.highlight.querySelector("code");
    this.starter = this.code.textContent;
    this.hints = [...block.querySelectorAll(":scope > details.tip")];
    this.solution = block.querySelector(":scope > details.success");
    this.draw();
    this.show();
    progress.onChange(() => this.show());
    const { answer } = progress.of(this.name);
    if (answer !== undefined && answer !== this.starter) this.openEditor(answer);
  }

  draw() {
    this.buttons = {
      check: button("exercise-check run-run", words.check, () => this.check()),
      stop: button("exercise-stop run-stop", words.stop, () => this.abort.abort("stopped")),
      edit: button("exercise-edit", words.edit, () => this.edit()),
      hint: button("exercise-hint", "", () => this.hint()),
      reset: button("exercise-reset", words.reset, () => this.reset()),
      solution: button("exercise-solution", words.solution, () => this.openSolution()),
    };
    this.buttons.stop.hidden = true;
    this.state = new State(words);
    this.badge = element("span", { className: "exercise-badge", textContent: words.badge, hidden: true });
    this.bar = element(
      "div",
      { className: "run-bar exercise-bar", role: "group", "aria-label": words.tools },
      ...Object.values(this.buttons),
      this.badge,
      this.state.place,
    );
    this.result = element("div", {
      className: "exercise-result",
      hidden: true,
      role: "region",
      "aria-label": words.result,
      "aria-live": "polite",
    });
    this.shown = element("div", { className: "exercise-hints", "aria-live": "polite" });
    this.highlight.after(this.bar, this.result, this.shown);
    this.shown.append(...this.hints); // beside their button
    this.buttons.solution.hidden = !this.solution;
  }

  // What depends on what is kept.
  show() {
    const { passed, hints, right } = progress.of(this.name);
    this.badge.hidden = !passed;
    this.showBeside(passed ? right : undefined);
    for (const [index, hint] of this.hints.entries()) hint.hidden = index >= hints;
    this.buttons.hint.textContent = words.hint(hints + 1, this.hints.length);
    this.buttons.hint.setAttribute("aria-disabled", hints >= this.hints.length);
    this.buttons.reset.disabled = this.current === this.starter;
  }

  get current() {
    if (!this.editor) return this.starter;
    return this.editor.value.endsWith("\n") ? this.editor.value : `${this.editor.value}\n`;
  }

  // ---- Editing

  edit() {
    if (!this.editor) this.openEditor(this.starter);
    this.editor.focus();
  }

  openEditor(text) {
    this.editor = new Editor(this.highlight, {
      text,
      label: words.editor(this.name),
      hint: words.keys,
      onChange: () => progress.change(this.name, { answer: this.current }),
      onRun: () => this.abort || this.check(),
      onLeave: () => (this.buttons.check.hidden ? this.buttons.stop : this.buttons.check).focus(),
    });
    this.buttons.edit.hidden = true;
    this.show();
  }

  reset() {
    if (!confirm(words.sure)) return;
    this.abort?.abort("stopped");
    this.editor?.close();
    this.editor = null;
    this.result.hidden = true;
    this.result.replaceChildren();
    this.state.say("");
    this.buttons.edit.hidden = false;
    progress.change(this.name, { answer: undefined });
    this.buttons.edit.focus();
  }

  // ---- Help

  hint() {
    const { hints } = progress.of(this.name);
    if (hints >= this.hints.length) return;
    this.hints[hints].open = true;
    progress.change(this.name, { hints: hints + 1 });
  }

  openSolution() {
    this.solution.open = true;
    this.solution.querySelector("summary").focus();
  }

  // The learner's answer that has passed, beside ours.
  showBeside(text) {
    if (!this.solution) return;
    if (text === undefined) {
      if (this.beside) this.beside.hidden = true;
      return;
    }
    if (!this.beside) {
      const ours = this.solution.querySelector(":scope > .highlight");
      const pair = element("div", { className: "exercise-pair" });
      const code = element("code", { tabIndex: 0 }); // it scrolls
      const title = element("span", { className: "filename", textContent: words.mine });
      this.beside = element("div", { className: "highlight exercise-mine" }, title, element("pre", {}, code));
      ours.replaceWith(pair);
      pair.append(this.beside, ours);
    }
    this.beside.hidden = false;
    this.beside.querySelector("code").textContent = text;
  }

  // ---- Grading

  async check() {
    this.abort = new AbortController();
    const { signal } = this.abort;
    turn(this.buttons.check, this.buttons.stop);
    this.result.replaceChildren();
    this.result.hidden = true;
    this.list = null;
    this.last = null;
    this.printed = "";
    this.piece = null;
    const answer = this.current;
    let text = "";
    let timer;
    try {
      const { ok, error } = await this.python.run({
        code: DRIVER(this.name),
        name: "grade.py",
        files: {
          "answer.py": answer,
          "check.py": { url: `exercises/${this.name}/check.py` },
          "pieces.json": { url: "exercises/pieces.json" },
          "progress.json": progress.export(),
        },
        signal,
        onText: (piece, stream) => {
          if (stream !== "stdout") return;
          text += piece;
          const lines = text.split("\n");
          text = lines.pop();
          for (const line of lines) this.take(line);
        },
        onProgress: (state) => {
          this.state.tell(state);
          if (state.stage === "run") timer = setTimeout(() => this.abort?.abort("timeout"), SECONDS * 1000);
        },
      });
      if (signal.aborted) this.fail(signal.reason);
      else if (!ok) this.fail("broken", error);
      else this.finish(answer);
    } catch (error) {
      if (error.reason === undefined) console.error(error);
      this.fail(signal.aborted ? signal.reason : error.reason);
    } finally {
      clearTimeout(timer);
      this.abort = null;
      turn(this.buttons.stop, this.buttons.check);
    }
  }

  take(line) {
    let step;
    try {
      step = JSON.parse(line);
    } catch {
      return; // printed past the check, by the learner's program
    }
    if (Array.isArray(step?.uses) && !this.list) return this.tellUses(step.uses);
    if (typeof step?.piece === "string") this.piece = step;
    if (typeof step?.title !== "string") return;
    if (!this.list) {
      this.list = element("ul");
      this.result.append(this.list);
      this.result.hidden = false;
    }
    this.last = step;
    this.printed += step.printed;
    const verdict = element("strong", { textContent: step.passed ? words.passed : words.failed });
    const className = step.passed ? "exercise-passed" : "exercise-failed";
    this.list.append(element("li", { className }, verdict, ...withCode(` ${step.title}`)));
  }

  tellUses(uses) {
    if (!uses.length) return;
    const names = uses.map(({ name, yours }) => (yours ? words.yours : words.ours)(name));
    this.add("exercise-uses", words.uses(names.join(LANGUAGE === "ja" ? "、" : ", ")));
  }

  finish(answer) {
    if (!this.last) return this.fail("broken");
    if (!this.last.passed) {
      const { printed } = this;
      this.add("exercise-message", ...withCode(this.last.message));
      if (printed.trim()) {
        const box = element("details", { className: "exercise-printed" });
        const code = element("code", { textContent: printed });
        box.append(element("summary", { textContent: words.printed }), element("pre", { tabIndex: 0 }, code));
        this.result.append(box);
      }
      this.state.say(words.failed);
      return;
    }
    this.state.say(words.passed);
    this.add("exercise-message", words.all);
    progress.change(this.name, { passed: true, right: answer, answer: this.editor ? this.current : undefined });
    if (this.solution) this.add("exercise-beside", button("exercise-compare", words.compare, () => this.openSolution()));
    if (this.piece) this.build(this.piece, answer);
    this.showNext();
  }

  // What has passed becomes a piece of the learner's own library.
  build({ piece, why }, answer) {
    if (why) return this.add("exercise-message", ...withCode(words.unfit(piece, why)));
    progress.keep(piece, { text: answer, ours: false });
    this.add("exercise-message", element("a", { href: `${SITE}own-library/`, textContent: words.built(piece) }));
  }

  async showNext() {
    try {
      const response = await fetch(`${SITE}exercises/index.json`);
      const exercises = await response.json();
      const here = exercises.findIndex(({ name }) => name === this.name);
      const others = [...exercises.slice(here + 1), ...exercises.slice(0, here)];
      const next = others.find(({ name }) => !progress.of(name).passed);
      if (!next) return this.add("exercise-next", words.finished);
      const href = `${SITE}${next.page}/#exercise`;
      this.add("exercise-next", element("a", { href, textContent: words.next(next.title) }));
    } catch {
      // no list, no next: the lesson's last section names the next lesson
    }
  }

  fail(reason, detail = "") {
    const text = words.failure[reason] ?? words.failure.died;
    this.state.say("");
    this.result.hidden = false;
    this.add("exercise-message", text);
    if (detail) this.result.append(element("pre", { tabIndex: 0 }, element("code", { textContent: detail })));
  }

  add(className, ...content) {
    this.result.append(element("p", { className }, ...content));
  }
}

for (const block of document.querySelectorAll(".exercise[data-exercise]")) new Exercise(block);
