// Every sample can be run, edited and put back where it stands. The buttons work by themselves; Python is fetched when
// the first program runs.
import { Editor, STAGES, State, button, element, turn } from "./program.js";
import { sharedPython } from "./python.js";

const SITE = new URL("../../", import.meta.url).href; // of this language
const LONGEST = 100_000; // characters of output that a page can show without stumbling
const MOST_FIGURES = 20;

const japanese = {
  tools: "このサンプルの操作",
  run: "実行",
  runSmaller: "小さくして実行",
  edit: "編集",
  reset: "元に戻す",
  stop: "停止",
  editor: (name) => `${name}のコード`,
  hint: "Ctrl+Enterで実行、Escで編集欄の外へ",
  running: "実行しています",
  seconds: (seconds) => `${seconds} 秒`,
  done: "終わりました",
  silent: "終わりました。何も出力しませんでした",
  wrong: "エラーで止まりました",
  stopped: "停止しました",
  output: "この実行の出力",
  figure: (number) => `このコードが描いた図 ${number}`,
  cut: "出力が長いので、ここから先は表示しません。",
  subset: ({ train, t10k }) =>
    `ブラウザのload_mnistは、訓練画像の先頭 ${train} 枚とテスト画像の先頭 ${t10k} 枚だけを返します。`,
  deaf: "ブラウザのNumPyは、あふれ（overflow）や 0 での割り算があっても、警告もエラーも出しません。それを確かめるには、手元のPythonで実行してください。",
  twin: "ブラウザでも待てる大きさに縮めたプログラムです。元のプログラムは「元に戻す」で表示できます。",
  network: "必要なファイルを取得できませんでした。ネットワークの接続を確かめて、もう一度実行してください。取得できた分は、次に使います。",
  missing: "このサイトには、実行に必要なファイルがありません。コードをコピーすれば、手元のPythonで実行できます。",
  damaged: "届いたファイルが、このサイトの求めるものと違うので、使いませんでした。もう一度実行してください。",
  died: "Pythonが途中で終わってしまいました。メモリが足りなくなったのかもしれません。もう一度実行すると、新しく始めます。",
};

const english = {
  tools: "Tools for this sample",
  run: "Run",
  runSmaller: "Run a smaller one",
  edit: "Edit",
  reset: "Reset",
  stop: "Stop",
  editor: (name) => `Code of ${name}`,
  hint: "Ctrl+Enter runs, Esc leaves the editor",
  running: "Running",
  seconds: (seconds) => `${seconds} s`,
  done: "Done",
  silent: "Done; it printed nothing",
  wrong: "Stopped by an error",
  stopped: "Stopped",
  output: "Output of this run",
  figure: (number) => `Figure ${number} that this code drew`,
  cut: "The output is long; the rest is not shown.",
  subset: ({ train, t10k }) =>
    `In the browser, load_mnist gives only the first ${train} training images and the first ${t10k} test images.`,
  deaf: "In the browser, NumPy gives no warning and no error for an overflow or a division by zero. To see them, run this with a Python of your own.",
  twin: "A program made small enough to wait for in a browser. Reset shows the original again.",
  network: "A file that is needed could not be fetched. Check the network connection, then run again; what has come will be used.",
  missing: "This site lacks the files that run programs. You can copy the code and run it with a Python of your own.",
  damaged: "A file that came is not the one that this site needs, so it was not used. Run again.",
  died: "Python ended in the middle, perhaps because memory ran out. Run again to start anew.",
};

const words = { ...STAGES, ...(document.documentElement.lang === "ja" ? japanese : english) };
class Sample {
  constructor(block) {
    this.block = block;
    this.python = sharedPython();
    this.highlight = block.querySelector(":scope > .highlight");
    this.code = this.highlight.querySelector("code");
    this.title = this.highlight.querySelector(".filename");
    this.pieces = [...this.code.childNodes]; // the highlighted code, for Reset
    this.drawing = block.querySelector(":scope > details.drawing"); // what only draws, below
    this.original = this.code.textContent + this.drawingCode();
    this.program = { code: this.original, path: block.dataset.sample };
    this.long = block.classList.contains("long");
    this.drawTools();
    this.output = block.querySelector(":scope > [data-sample-output]");
    if (!this.output) block.append((this.output = element("div", { hidden: true, "data-sample-output": "" })));
    this.kept = { nodes: [...this.output.childNodes], hidden: this.output.hidden, before: this.output.nextSibling };
    this.images = [...this.output.querySelectorAll("img")];
    this.foldDrawing(true);
  }

  // With the empty lines that stood between the two.
  drawingCode() {
    if (!this.drawing) return "";
    return "\n".repeat(this.drawing.dataset.gap) + this.drawing.querySelector("code").textContent;
  }

  // The page shows a program in two parts, or one program (edited, or another one) in one. Copy takes the whole.
  foldDrawing(inParts) {
    if (!this.drawing) return;
    this.drawing.hidden = !inParts;
    if (inParts) this.highlight.dataset.copy = this.original;
    else if (!this.editor) delete this.highlight.dataset.copy;
  }

  get edited() {
    return this.current !== this.program.code;
  }

  get current() {
    return this.editor?.value ?? this.program.code;
  }

  drawTools() {
    const { twin } = this.block.dataset;
    this.buttons = {
      run: button("run-run", twin ? words.runSmaller : words.run, () => this.run()),
      stop: button("run-stop", words.stop, () => this.abort.abort()),
      edit: button("run-edit", words.edit, () => this.edit()),
      reset: button("run-reset", words.reset, () => this.reset()),
    };
    this.buttons.stop.hidden = true;
    this.buttons.reset.disabled = true;
    this.state = new State(words);
    this.bar = element(
      "div",
      { className: "run-bar", role: "group", "aria-label": words.tools },
      ...Object.values(this.buttons),
      this.state.place,
    );
    (this.drawing ?? this.highlight).after(this.bar);
  }

  // ---- Editing

  async edit() {
    if (!(await this.takeTwin())) return;
    if (!this.editor) this.openEditor();
    this.editor.focus();
  }

  openEditor() {
    this.editor = new Editor(this.highlight, {
      text: this.program.code,
      label: words.editor(this.program.path.split("/").at(-1)),
      hint: words.hint,
      onChange: () => (this.buttons.reset.disabled = false),
      onRun: () => this.abort || this.run(),
      onLeave: () => (this.buttons.run.hidden ? this.buttons.stop : this.buttons.run).focus(),
    });
    this.foldDrawing(false);
    this.buttons.reset.disabled = false;
  }

  reset() {
    this.abort?.abort();
    this.end("stopped");
    this.buttons.run.focus();
    this.editor?.close();
    this.editor = null;
    this.show(this.original, this.block.dataset.sample, this.pieces);
    this.output.replaceChildren(...this.kept.nodes);
    this.output.hidden = this.kept.hidden;
    this.output.classList.remove("run-output");
    delete this.output.dataset.label;
    this.block.insertBefore(this.output, this.kept.before);
    delete this.block.dataset.state;
    this.state.say("");
    this.buttons.reset.disabled = true;
  }

  show(code, path, pieces = [code]) {
    this.program = { code, path };
    this.code.replaceChildren(...pieces);
    this.foldDrawing(path === this.block.dataset.sample);
    if (this.title) this.title.textContent = `docs/samples/${path}`;
    if (this.long) this.block.classList.toggle("long", path !== this.block.dataset.twin);
  }

  // A sample that takes too long for a browser names a smaller twin, which takes its place.
  async takeTwin() {
    const { twin } = this.block.dataset;
    if (!twin || this.program.path === twin) return true;
    try {
      const response = await fetch(`${SITE}samples/${twin}`);
      if (!response.ok) throw Object.assign(new Error(response.status), { reason: "missing" });
      this.show(await response.text(), twin);
      this.buttons.reset.disabled = false;
      return true;
    } catch (error) {
      this.end(error.reason ?? "network");
      return false;
    }
  }

  // ---- Running

  async run() {
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.block.dataset.state = "running";
    turn(this.buttons.run, this.buttons.stop);
    if (!(await this.takeTwin())) return;
    if (signal.aborted) return this.end("stopped", signal);
    this.buttons.reset.disabled = false;
    this.began = 0; // what the page shows stays until the program runs
    this.waiting = [];
    const name = this.program.path.split("/").at(-1);
    const names = (this.block.dataset.reads ?? "").split(/\s+/).filter(Boolean);
    try {
      const { ok, error } = await this.python.run({
        code: this.current,
        name,
        // what it reads lies in results/, if no other folder is named; it finds all in its own
        files: Object.fromEntries(
          names.map((file) => [file.split("/").at(-1), { url: file.includes("/") ? file : `results/${file}` }]),
        ),
        signal,
        onText: (text, stream) => this.write(text, stream),
        onFigure: (svg) => this.draw(svg),
        onProgress: (progress) => this.tell(progress),
      });
      this.flush();
      if (!ok) this.letKeysScroll(this.note("run-error", error, "pre"));
      this.end(ok ? (this.length || this.figures ? "done" : "silent") : "wrong", signal);
    } catch (error) {
      if (error.reason !== "stopped") console.warn(error); // the details
      this.end(error.reason in words ? error.reason : "died", signal);
    }
  }

  end(state, signal = this.abort?.signal) {
    if (signal !== this.abort?.signal) return; // of a run that Reset has put aside
    this.flush();
    clearInterval(this.clock);
    this.abort = null;
    this.output.style.minHeight = "";
    const failed = ["network", "missing", "damaged", "died"].includes(state);
    this.block.dataset.state = failed ? "failed" : state === "silent" ? "done" : state;
    this.state.say(words[state], ["done", "silent", "wrong"].includes(state) ? words.seconds(this.elapsed().toFixed(1)) : "");
    turn(this.buttons.stop, this.buttons.run);
  }

  elapsed() {
    return this.began ? (performance.now() - this.began) / 1000 : 0;
  }

  tell(progress) {
    if (progress.stage === "resume") {
      if (this.paused) this.began += performance.now() - this.paused; // the program's time is its own
      this.paused = 0;
      return this.state.say(words.running);
    }
    if (progress.stage !== "run") {
      this.paused ||= performance.now();
      return this.state.tell(progress);
    }
    this.state.say(words.running);
    this.openOutput();
    this.began = performance.now();
    this.paused = 0;
    this.clock = setInterval(() => {
      if (!this.paused) this.state.amount.textContent = words.seconds(Math.floor(this.elapsed()));
    }, 1000);
    if (progress.subset) this.note("run-note", words.subset(progress.subset));
    if (progress.deaf) this.note("run-note", words.deaf);
  }

  // ---- Output: in place of what the page showed, beside the buttons

  openOutput() {
    this.text = null;
    this.length = this.figures = 0;
    // What is below stays in its place while output of about the same size comes
    this.output.style.minHeight = `${this.output.offsetHeight}px`;
    this.output.replaceChildren();
    this.output.hidden = false;
    this.output.classList.add("run-output");
    this.output.dataset.label = words.output;
    this.bar.after(this.output);
    if (this.program.path === this.block.dataset.twin) this.note("run-note", words.twin);
  }

  note(className, text, tag = "p") {
    const note = element(tag, { className, textContent: text });
    this.output.append(note);
    return note;
  }

  write(text, stream) {
    if (this.length > LONGEST) return;
    this.waiting.push([text.slice(0, LONGEST - this.length), stream]);
    this.length += text.length;
    if (this.length > LONGEST) {
      this.flush();
      this.note("run-note", words.cut);
    } else if (this.waiting.length === 1) requestAnimationFrame(() => this.flush());
  }

  flush() {
    if (!this.waiting?.length) return;
    if (!this.text) {
      this.text = element("code");
      const place = this.output.querySelector("img")?.parentElement ?? null;
      const box = element("div", { className: "highlight" }, element("pre", {}, this.text));
      this.output.insertBefore(box, place); // text comes first, then figures, as on the page
    }
    for (const [text, stream] of this.waiting.splice(0)) {
      const last = this.text.lastChild;
      if (last?.run === stream) last.append(text);
      else {
        const className = stream === "stderr" ? "run-stderr" : "";
        this.text.append(Object.assign(element("span", { className, textContent: text }), { run: stream }));
      }
    }
    this.letKeysScroll(this.text);
  }

  letKeysScroll(box) {
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.tabIndex = 0;
  }

  draw(svg) {
    this.flush();
    const kept = this.edited ? undefined : this.images[this.figures];
    this.figures += 1;
    if (this.figures > MOST_FIGURES) return;
    const isOriginal = this.program.path === this.block.dataset.sample;
    const image = element("img", {
      className: kept?.className ?? "figure",
      alt: (isOriginal && kept?.alt) || words.figure(this.figures),
      src: `data:image/svg+xml,${encodeURIComponent(svg)}`,
    });
    this.output.append(element("p", {}, image));
  }
}

for (const block of document.querySelectorAll(".sample[data-sample]")) new Sample(block);
