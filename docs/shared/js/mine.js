// The learner's own library: which pieces there are, whose they are, and what can be done with them. What the learner wrote
// runs only at a press of a button; Python is fetched at the first.
import { FAILURES, STAGES, State, button, element, turn } from "./program.js";
import { progress } from "./progress.js";
import { sharedPython } from "./python.js";

const language = document.documentElement.lang === "ja" ? "ja" : "en";
const SITE = new URL("../../", import.meta.url).href; // of this language
const FILE = "mine.py";
const EPOCHS = { affine: 3, convolution: 1 };

const PREPARE = `import json
from pathlib import Path
from lesson_code.exercises import library

table = json.loads(Path("pieces.json").read_text("utf-8"))
pieces, progress = library.from_page(table, Path("progress.json").read_text("utf-8"))
text = library.library_of(pieces, progress)

def tell(**values):
    print("\\x1e" + json.dumps(values), flush=True)
`;

const WRITE = `${PREPARE}
tell(text=text)
`;

const TRAIN = (network, epochs) => `${PREPARE}
import base64
import numpy as np
from lesson_code.datasets import load_mnist

tell(made_of=[piece.name for piece in library.pieces_of_network(pieces, text, "${network}")])
try:
    module = library.library_module(text)
    library.check_contracts(pieces, text, module, "${network}")
    training = library.Training(module, "${network}", np.random.default_rng(0))
    (x, t), (x_test, t_test) = load_mnist()
    steps = training.steps(x)
    for epoch in range(1, ${epochs} + 1):
        losses = []
        for loss in training.epoch(x, t):
            losses.append(float(loss))
            tell(done=(epoch - 1) * steps + len(losses), of=${epochs} * steps)
        tell(epoch=epoch, loss=float(np.mean(losses)), right=training.accuracy(x_test, t_test))
    training.save(Path("learned.npz"))
    tell(learned=base64.b64encode(Path("learned.npz").read_bytes()).decode())
except library.Misfit as misfit:
    tell(misfit=misfit.piece, why=misfit.texts["${language}"])
except library.LibraryError as error:
    tell(stopped=str(error))
`;

const japanese = {
  count: (yours, all) => `自分のもの：${all} 個中 ${yours} 個`,
  list: "部品の一覧",
  state: { yours: "自分のもの", taken: "お手本", ours: "まだ" },
  lesson: (number) => `レッスン ${number}`,
  code: (name) => `${name} のコード`,
  signature: (name) => `${name} の呼び出し方と形状`,
  take: "お手本を使う",
  takeOf: (name) => `${name} はお手本を使う`,
  back: (count) => `${count} 個前に戻す`,
  backOf: (name, count) => `${name} を ${count} 個前のものに戻す`,
  taken: (name) => `${name} はお手本になりました。自分で作って合格すれば、入れ替わります。`,
  broughtBack: (name) => `${name} を前のものに戻しました。`,
  tools: "自分のライブラリを使う",
  network: "ネットワーク",
  networks: { affine: "全結合層二つ（レッスン 6 まで）", convolution: "畳み込みネットワーク（レッスン 16 まで）" },
  epochs: "エポック数",
  train: "学習する",
  stop: "停止",
  write: "一つのPythonファイルに書き出す",
  written: `${FILE} を書き出しました。NumPyだけで動きます。`,
  keep: "学習した重みを保存する",
  learned: (file) => `学習した重みは ${file} に保存できます。レッスン 16 の「自分のネットワークを使う」でこれを選ぶと、書いた数字を読ませられます。`,
  result: "学習の結果",
  madeOf: (names) => `使う部品：${names}`,
  ofOurs: (names) => `そのうち、お手本：${names}`,
  subset: ({ train, t10k }) => `ブラウザでは、訓練画像の先頭 ${train} 枚で学習し、テスト画像の先頭 ${t10k} 枚で確かめます。`,
  steps: "学習の進み具合",
  epoch: (epoch, loss, right) => `エポック ${epoch}：損失 ${loss}、テスト画像の正解率 ${right} %`,
  finished: "終わりました",
  unnamed: (names) => `コードのどこにも ${names} がありません`,
  mend: (why, lesson) => `このままでは学習に使えません。${why}。${lesson ? `${lesson} の演習にもう一度合格するか、` : ""}お手本を使ってください。`,
  misfit: (name) => `${name} が部品の決まりに合わないので、学習を始めませんでした。`,
  stoppedIn: "自分のライブラリが途中で止まりました。",
  run: "動かしています",
};

const english = {
  count: (yours, all) => `Yours: ${yours} of ${all}`,
  list: "The pieces",
  state: { yours: "yours", taken: "taken", ours: "not yet" },
  lesson: (number) => `lesson ${number}`,
  code: (name) => `The code of ${name}`,
  signature: (name) => `How ${name} is called, and its shapes`,
  take: "Take ours",
  takeOf: (name) => `Take our ${name} instead of building it`,
  back: (count) => `Fetch back ${count === 1 ? "the one before" : `${count} before`}`,
  backOf: (name, count) => `Fetch ${name} back, ${count} before this one`,
  taken: (name) => `${name} is ours now; yours takes its place when it passes its check.`,
  broughtBack: (name) => `The older ${name} is back.`,
  tools: "Use your library",
  network: "Network",
  networks: { affine: "two affine layers (up to lesson 6)", convolution: "a CNN (up to lesson 16)" },
  epochs: "Epochs",
  train: "Train",
  stop: "Stop",
  write: "Write it as one .py",
  written: `${FILE} was written. It runs with NumPy alone.`,
  keep: "Save what was learned",
  learned: (file) => `What was learned can be saved, as ${file}. Bring it to lesson 16 ("Bring your own network"), and it reads what you draw.`,
  result: "Result of the training",
  madeOf: (names) => `Made of ${names}`,
  ofOurs: (names) => `Of these, ours: ${names}`,
  subset: ({ train, t10k }) =>
    `In the browser it learns from the first ${train} training images and is tested with the first ${t10k} test images.`,
  steps: "How far the training is",
  epoch: (epoch, loss, right) => `Epoch ${epoch}: loss ${loss}, ${right} % of the test images`,
  finished: "Done",
  unnamed: (names) => `its code never says ${names}`,
  mend: (why, lesson) => `No training can use it as it is: ${why}. ${lesson ? `Pass the exercise of ${lesson} again, or take` : "Take"} ours.`,
  misfit: (name) => `Nothing was trained, for your ${name} does not fit.`,
  stoppedIn: "Your library stopped.",
  run: "Running",
};

const words = { ...STAGES, ...{ ja: japanese, en: english }[language] };
const listed = (names) => names.join(language === "ja" ? "、" : ", ");

class Library {
  constructor(place, pieces, exercises) {
    this.pieces = pieces;
    this.exercises = exercises; // pages that are there, by exercise
    this.misfits = new Map(); // programs that a training has refused, and why
    this.python = sharedPython();
    this.count = element("p", { className: "mine-count" });
    this.list = element("ul", { className: "mine-pieces", "aria-label": words.list });
    this.status = element("p", { className: "mine-status", role: "status" });
    this.result = element("div", {
      className: "exercise-result mine-result",
      hidden: true,
      role: "region",
      "aria-label": words.result,
      "aria-live": "polite",
    });
    const list = place.dataset.mine === "train" ? [] : [this.list, this.status]; // a lesson only trains
    place.replaceChildren(this.count, ...list, this.tools(), this.result);
    this.show();
    progress.onChange(() => this.show());
  }

  tools() {
    this.network = element("select", {});
    for (const [name, title] of Object.entries(words.networks)) {
      this.network.append(element("option", { value: name, textContent: title }));
    }
    this.epochs = element("input", { type: "number", min: 1, max: 20, value: EPOCHS.affine });
    this.network.addEventListener("change", () => (this.epochs.value = EPOCHS[this.network.value]));
    this.buttons = {
      train: button("run-run", words.train, () => this.train()),
      stop: button("run-stop", words.stop, () => this.abort.abort()),
      write: button("mine-write", words.write, () => this.write()),
      keep: button("mine-keep", words.keep, () => download(this.learned.bytes, this.learned.file, "application/octet-stream")),
    };
    this.buttons.stop.hidden = this.buttons.keep.hidden = true;
    this.state = new State(words);
    return element(
      "div",
      { className: "run-bar mine-bar", role: "group", "aria-label": words.tools },
      element("label", {}, `${words.network} `, this.network),
      element("label", {}, `${words.epochs} `, this.epochs),
      ...Object.values(this.buttons),
      this.state.place,
    );
  }

  // ---- The list

  answers(name) {
    return progress.pieces[name] ?? [];
  }

  stateOf(name) {
    const [present] = this.answers(name);
    return present ? (present.ours ? "taken" : "yours") : "ours";
  }

  // Why a piece of the learner's cannot be used as it is, as far as that is known: without running it, one sees whether
  // its code names what others need of it. lesson_code/exercises/contract.py does the same in a terminal.
  misfitOf({ name, example }) {
    const [present] = this.answers(name);
    if (!present) return null;
    const parameters = Object.keys(example).filter((each) => each !== "x");
    const needed = [...parameters, ...parameters.map((each) => `d${each}`)];
    const lacks = needed.filter((each) => !new RegExp(`\\.${each}\\b`).test(present.text));
    return this.misfits.get(present.text) ?? (lacks.length ? words.unnamed(listed(lacks.map((each) => `.${each}`))) : null);
  }

  show() {
    const yours = this.pieces.filter(({ name }) => this.stateOf(name) === "yours");
    this.count.textContent = words.count(yours.length, this.pieces.length);
    const focus = document.activeElement?.closest?.(".mine-pieces button");
    const again = focus && [focus.closest("li").dataset.piece, focus.className];
    const open = new Set([...this.list.querySelectorAll("details[open]")].map((box) => box.closest("li").dataset.piece));
    this.list.replaceChildren(...this.pieces.map((piece) => this.row(piece, open.has(piece.name))));
    if (!again) return;
    const row = this.list.querySelector(`[data-piece="${again[0]}"]`);
    (row.querySelector(`.${again[1]}`) ?? row.querySelector("summary")).focus(); // what was pressed may be gone
  }

  row(piece, open) {
    const { name, title, lesson, exercise, signature } = piece;
    const misfit = this.misfitOf(piece);
    const state = this.stateOf(name);
    const answers = this.answers(name);
    const number = lesson.replace(/^0/, "").split("-")[0];
    const page = this.exercises.get(exercise) ?? null;
    const where = page
      ? element("a", { href: `${SITE}lessons/${page}/#exercise`, textContent: words.lesson(number) })
      : element("span", { textContent: words.lesson(number) });
    const row = element(
      "li",
      { className: `mine-${misfit ? "misfit" : state}` },
      element("p", {}, element("code", { textContent: name }), ` ${title} · `, where, " · ", element("strong", { textContent: words.state[state] })),
    );
    row.dataset.piece = name;
    if (state === "ours" || misfit) row.lastChild.append(" ", this.small("mine-take", words.take, words.takeOf(name), () => this.take(name)));
    for (let count = 1; count < answers.length; count += 1) {
      const back = () => this.back(name, answers[count]);
      row.lastChild.append(" ", this.small("mine-back", words.back(count), words.backOf(name, count), back));
    }
    if (misfit) {
      const text = words.mend(misfit, page && words.lesson(number));
      row.append(element("p", { className: "mine-why", textContent: text }));
    }
    const [label, text] = answers.length ? [words.code(name), answers[0].text] : [words.signature(name), signature];
    const code = element("code", { textContent: text, tabIndex: 0 }); // it scrolls
    row.append(element("details", { open }, element("summary", { textContent: label }), element("pre", {}, code)));
    return row;
  }

  small(className, label, name, press) {
    const made = button(className, label, press);
    made.setAttribute("aria-label", name);
    return made;
  }

  take(name) {
    const { ours } = this.pieces.find((piece) => piece.name === name);
    this.status.textContent = words.taken(name);
    progress.keep(name, { text: ours, ours: true });
  }

  back(name, answer) {
    this.status.textContent = words.broughtBack(name);
    progress.keep(name, answer);
  }

  // ---- Python

  async run(code, take) {
    this.abort = new AbortController();
    const { signal } = this.abort;
    turn(this.buttons.train, this.buttons.stop);
    this.buttons.write.disabled = true;
    this.result.replaceChildren();
    this.result.hidden = true;
    let text = "";
    try {
      const { ok, error } = await this.python.run({
        code,
        name: "library.py",
        files: { "pieces.json": { url: "exercises/pieces.json" }, "progress.json": progress.export() },
        signal,
        onText: (piece) => {
          const lines = (text + piece).split("\n");
          text = lines.pop();
          for (const line of lines) this.takeLine(line, take);
        },
        onProgress: (state) => {
          this.state.tell(state);
          if (state.subset) this.add(words.subset(state.subset));
        },
      });
      if (ok) this.state.say(words.finished);
      else this.fail("broken", error);
    } catch (error) {
      if (error.reason === undefined) console.error(error);
      this.fail(error.reason);
    } finally {
      this.abort = null;
      this.buttons.write.disabled = false;
      turn(this.buttons.stop, this.buttons.train);
    }
  }

  // What the driver tells begins with a sign of its own; all else the learner's code has printed.
  takeLine(line, take) {
    if (!line.startsWith("\x1e")) return this.add(line, "pre");
    take(JSON.parse(line.slice(1)));
  }

  train() {
    const epochs = Math.min(20, Math.max(1, Math.round(Number(this.epochs.value)) || 1));
    this.epochs.value = epochs;
    const bar = element("progress", { "aria-label": words.steps, value: 0 });
    const file = `mine-${this.network.value}.npz`;
    this.buttons.keep.hidden = true;
    return this.run(TRAIN(this.network.value, epochs), (told) => {
      if (told.made_of) {
        this.add(words.madeOf(listed(told.made_of)));
        const ours = told.made_of.filter((name) => this.stateOf(name) !== "yours");
        if (ours.length) this.add(words.ofOurs(listed(ours)));
        this.result.append(bar);
      } else if (told.done) [bar.max, bar.value] = [told.of, told.done];
      else if (told.learned) {
        this.learned = { file, bytes: Uint8Array.from(atob(told.learned), (letter) => letter.charCodeAt(0)) };
        this.buttons.keep.hidden = false;
        this.add(words.learned(file));
      } else if (told.epoch) this.add(words.epoch(told.epoch, told.loss.toFixed(3), (100 * told.right).toFixed(1)));
      else if (told.misfit) {
        this.misfits.set(this.answers(told.misfit)[0]?.text, told.why);
        this.add(words.misfit(told.misfit));
        this.add(told.why);
        this.show();
      } else if (told.stopped) {
        this.add(words.stoppedIn);
        this.add(told.stopped, "pre");
      }
    });
  }

  write() {
    return this.run(WRITE, ({ text }) => {
      download(text, FILE, "text/x-python");
      this.add(words.written);
    });
  }

  fail(reason, detail = "") {
    this.state.say("");
    this.add(FAILURES[reason] ?? FAILURES.died);
    if (detail) this.add(detail, "pre");
  }

  add(text, tag = "p") {
    this.result.hidden = false;
    const content = tag === "pre" ? element("code", { textContent: text, tabIndex: 0 }) : text;
    this.result.append(element(tag, {}, content));
  }
}

function download(content, file, type) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const place = document.querySelector("[data-mine]");
const [pieces, exercises] = await Promise.all(
  ["pieces", "index"].map(async (name) => (await fetch(`${SITE}exercises/${name}.json`)).json()),
);
new Library(
  place,
  pieces.rows.map((row) => ({ ...row, title: row.title[language] })),
  new Map(exercises.map(({ name, lesson }) => [name, lesson])),
);
