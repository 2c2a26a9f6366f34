// What samples and exercises share: an editor in the place of the code, buttons, and a line that tells how a run goes.
// Words come from those who use it; `words` has download, amount(loaded, total) and a text for each other stage. Those
// of the stages before a program runs are here.

export const STAGES =
  document.documentElement.lang === "ja"
    ? {
        wait: "前の実行が終わるのを待っています",
        download: "Pythonを取得しています（最初の一度だけ）",
        amount: (loaded, total) => `${loaded} / ${total} MB`,
        start: "Pythonを起動しています",
        install: "ライブラリを準備しています",
      }
    : {
        wait: "Waiting for another run to end",
        download: "Fetching Python (only once)",
        amount: (loaded, total) => `${loaded} of ${total} MB`,
        start: "Starting Python",
        install: "Preparing libraries",
      };

// Why there is no answer, where a button asked for one; by the reason of a PythonError.
export const FAILURES =
  document.documentElement.lang === "ja"
    ? {
        stopped: "停止しました。",
        network: "必要なファイルを取得できませんでした。ネットワークの接続を確かめて、もう一度押してください。",
        missing: "このサイトには、実行に必要なファイルがありません。ターミナルでなら動かせます。",
        damaged: "届いたファイルが、このサイトの求めるものと違うので、使いませんでした。もう一度押してください。",
        died: "Pythonが途中で終わってしまいました。メモリが足りなくなったのかもしれません。もう一度押すと、新しく始めます。",
        broken: "最後まで進みませんでした。",
      }
    : {
        stopped: "Stopped.",
        network: "A file that is needed could not be fetched. Check the network connection, then press again.",
        missing: "This site lacks the files that run programs. In a terminal it works.",
        damaged: "A file that came is not the one that this site needs, so it was not used. Press again.",
        died: "Python ended in the middle, perhaps because memory ran out. Press again to start anew.",
        broken: "It did not run to the end.",
      };

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export function button(className, label, press) {
  const made = element("button", { type: "button", className, textContent: label });
  made.addEventListener("click", press);
  return made;
}

// One button takes the place of the other, and the focus if that had it.
export function turn(from, to) {
  const focused = document.activeElement === from;
  to.hidden = false;
  if (focused) to.focus();
  from.hidden = true;
}

// A text area over the highlighted code. Enter keeps the indentation; Tab leaves, as everywhere on a page.
export class Editor {
  constructor(highlight, { text, label, hint, onChange, onRun, onLeave }) {
    this.highlight = highlight;
    this.onChange = onChange;
    this.onRun = onRun;
    this.onLeave = onLeave;
    const id = `hint-${(Editor.count = (Editor.count ?? 0) + 1)}`;
    this.hint = element("p", { className: "run-hint", id, textContent: hint });
    this.area = element("textarea", {
      value: text.replace(/\n$/, ""),
      "aria-label": label,
      "aria-describedby": id,
      autocapitalize: "off",
      autocomplete: "off",
      spellcheck: false,
      wrap: "off",
    });
    this.area.addEventListener("input", () => this.change());
    this.area.addEventListener("keydown", (event) => this.key(event));
    highlight.querySelector("code").before(this.area);
    highlight.append(this.hint);
    highlight.classList.add("run-editing");
    this.fit();
    this.area.setSelectionRange(0, 0);
  }

  get value() {
    return this.area.value;
  }

  focus() {
    this.area.focus();
  }

  change() {
    this.fit();
    this.onChange();
  }

  fit() {
    this.area.rows = this.value.split("\n").length;
    this.highlight.dataset.copy = this.value; // the theme's Copy takes this
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") this.onLeave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.onRun();
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      const { value, selectionStart } = this.area;
      const line = value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
      const indent = line.match(/^ */)[0] + (/:\s*(#.*)?$/.test(line) ? "    " : "");
      if (!indent) return;
      event.preventDefault();
      document.execCommand("insertText", false, `\n${indent}`); // so that it can be undone
    }
  }

  close() {
    this.area.remove();
    this.hint.remove();
    this.highlight.classList.remove("run-editing");
    delete this.highlight.dataset.copy;
  }
}

// How a run goes: a sentence, a bar while something is fetched, an amount or a time.
export class State {
  constructor(words) {
    this.words = words;
    this.status = element("span", { className: "run-status", role: "status" });
    this.bar = element("progress", { hidden: true, "aria-label": words.download });
    this.amount = element("span", { className: "run-amount" });
    this.place = element("span", { className: "run-state" }, this.status, this.bar, this.amount);
  }

  say(text, amount = "") {
    this.bar.hidden = true;
    if (this.status.textContent !== text) this.status.textContent = text;
    this.amount.textContent = amount;
  }

  // What python.js tells in `onProgress`.
  tell({ stage, loaded, total }) {
    if (stage !== "download") return this.say(this.words[stage] ?? "");
    const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
    this.say(this.words.download, total ? this.words.amount(megabytes(loaded), megabytes(total)) : "");
    this.bar.hidden = false;
    if (total) [this.bar.max, this.bar.value] = [total, loaded];
    else this.bar.removeAttribute("value");
  }
}
