// The map of lessons shows which exercises have passed; what is kept can be exported, imported and cleared.
import { button, element } from "./program.js";
import { progress } from "./progress.js";

const SITE = new URL("../../", import.meta.url).href; // of this language
const FILE = "lesson-code-progress.json";

const japanese = {
  count: (passed, all) => `演習は ${all} 問中 ${passed} 問に合格しています。`,
  where: "記録と、最後に読んだ場所は、このブラウザの中だけに残ります。",
  nowhere: "このブラウザでは記録を残せないので、ページを離れると消えます。書き出しておけば、あとで読み込めます。",
  export: "記録を書き出す",
  import: "記録を読み込む",
  clear: "記録を消す",
  sure: "演習の記録、解答、自分のライブラリ、最後に読んだ場所をすべて消しますか。元には戻せません。",
  imported: ({ exercises, pieces }) => `${exercises} 問の記録と、部品 ${pieces} 個を読み込みました。`,
  bad: "このファイルは読み込めません。ここで書き出したファイルを選んでください。記録は変わっていません。",
  cleared: "記録を消しました。",
  mark: (passed, all) => (all === 1 ? "演習 合格" : `演習 ${passed}/${all} 合格`),
};

const english = {
  count: (passed, all) => `You have passed ${passed} of ${all} exercises.`,
  where: "This, and where you stopped reading, is kept in this browser alone.",
  nowhere: "This browser lets nothing be kept, so it is gone when you leave the page. Export it to import it later.",
  export: "Export progress",
  import: "Import progress",
  clear: "Clear progress",
  sure: "Clear your progress, all answers, your own library and where you stopped reading? They cannot be brought back.",
  imported: ({ exercises, pieces }) => `Imported: exercises: ${exercises}, pieces: ${pieces}.`,
  bad: "This file cannot be imported. Choose one that was exported here. Nothing has changed.",
  cleared: "Your progress was cleared.",
  mark: (passed, all) => (all === 1 ? "exercise passed" : `${passed} of ${all} exercises passed`),
};

const words = document.documentElement.lang === "ja" ? japanese : english;

class Panel {
  constructor(place, exercises) {
    this.exercises = exercises;
    this.count = element("p", { className: "progress-count" });
    this.status = element("p", { className: "progress-status" });
    this.status.setAttribute("role", "status");
    this.file = element("input", { type: "file", accept: ".json,application/json", hidden: true });
    this.file.addEventListener("change", () => this.import());
    this.clearing = button("progress-clear", words.clear, () => this.clear());
    place.append(
      this.count,
      element(
        "p",
        { className: "progress-buttons" },
        button("progress-export", words.export, () => this.export()),
        button("progress-import", words.import, () => this.file.click()),
        this.clearing,
        this.file,
      ),
      this.status,
    );
    this.show();
    progress.onChange(() => this.show());
  }

  show() {
    const passed = this.exercises.filter(({ name }) => progress.of(name).passed);
    const kept = progress.kept ? words.where : words.nowhere;
    this.count.textContent = words.count(passed.length, this.exercises.length) + (words === english ? " " : "") + kept;
    for (const card of document.querySelectorAll(".lesson-map li")) {
      card.querySelector(".progress-mark")?.remove();
      const link = card.querySelector("a")?.href ?? "";
      const mine = this.exercises.filter(({ page }) => link.endsWith(`/${page}/`));
      const done = mine.filter((exercise) => passed.includes(exercise));
      if (!done.length) continue;
      card.append(element("p", { className: "progress-mark", textContent: words.mark(done.length, mine.length) }));
    }
  }

  export() {
    const url = URL.createObjectURL(new Blob([progress.export()], { type: "application/json" }));
    element("a", { href: url, download: FILE }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  async import() {
    const [file] = this.file.files;
    if (!file) return;
    try {
      this.status.textContent = words.imported(progress.import(await file.text()));
    } catch {
      this.status.textContent = words.bad;
    }
    this.file.value = ""; // the same file can be chosen again
  }

  clear() {
    if (!confirm(words.sure)) return;
    progress.clear();
    this.status.textContent = words.cleared;
  }
}

const place = document.querySelector("[data-progress]");
if (place) {
  const response = await fetch(`${SITE}exercises/index.json`);
  if (response.ok) new Panel(place, await response.json());
}
