// What the boxes of the clinic share: a button that asks the page's Python, one that stops it, how far it is, and where the
// answer stands. Nothing of Python is fetched before the button is pressed; what is asked goes to no server.
import { FAILURES, STAGES, State, button, element, turn } from "../../program.js";
import { sharedPython } from "../../python.js";

const SCRIPTS = new URL("../../../python/", import.meta.url);
const SITE = new URL("../../../../", import.meta.url).href; // of this language

const sources = new Map();

/** The text of a program of shared/python, fetched once. */
async function sourceOf(script) {
  if (!sources.has(script)) {
    const response = await fetch(new URL(script, SCRIPTS)).catch(() => null);
    if (!response?.ok) throw Object.assign(new Error(`${script} did not come`), { reason: "network" });
    sources.set(script, await response.text());
  }
  return sources.get(script);
}

/**
 * Buttons and result of a box.
 *
 * words: ask, stop, running, result and timeout, texts.
 * script: a program of shared/python, which reads asked.json and prints its answer as JSON.
 * question(): {asked, files, uses} or null where it cannot be asked; `uses` is code whose packages are needed too.
 * show(answer): elements.
 */
export function makeAsking({ words, script, seconds, question, show, more = [] }) {
  let abort = null;
  const state = new State({ ...STAGES, run: words.running });
  const ask = button("run-run", words.ask, () => run());
  const stop = button("run-stop", words.stop, () => abort.abort("stopped"));
  stop.hidden = true;
  const bar = element("div", { className: "run-bar", role: "group", "aria-label": words.ask }, ask, stop, ...more, state.place);
  const result = element("div", {
    className: "answer",
    hidden: true,
    role: "region",
    "aria-label": words.result,
    "aria-live": "polite",
  });

  function tell(...content) {
    result.replaceChildren(...content);
    result.hidden = !content.length;
  }

  async function run() {
    if (abort) return;
    tell();
    const asking = question();
    if (!asking) return;
    abort = new AbortController();
    const { signal } = abort;
    turn(ask, stop);
    let printed = "";
    let clock;
    let timer;
    try {
      const code = (await sourceOf(script)) + mention(asking.uses ?? "");
      const { ok, error } = await sharedPython().run({
        code,
        name: script,
        files: { "asked.json": JSON.stringify(asking.asked), ...asking.files },
        signal,
        onText: (text, stream) => {
          if (stream === "stdout") printed += text;
        },
        onProgress: (progress) => {
          state.tell(progress);
          if (progress.stage !== "run") return;
          const began = performance.now();
          clock = setInterval(() => (state.amount.textContent = `${Math.floor((performance.now() - began) / 1000)} s`), 1000);
          timer = setTimeout(() => abort?.abort("timeout"), seconds * 1000);
        },
      });
      if (!ok) throw Object.assign(new Error(error), { reason: "broken" });
      tell(...show(JSON.parse(printed.trimEnd().split("\n").at(-1))));
    } catch (error) {
      const reason = signal.aborted ? signal.reason : (error.reason ?? "broken");
      if (!signal.aborted) console.warn(error);
      const sentence = reason === "timeout" ? words.timeout : (FAILURES[reason] ?? FAILURES.died);
      tell(element("p", { textContent: sentence }));
    } finally {
      clearInterval(clock);
      clearTimeout(timer);
      abort = null;
      state.say("");
      turn(stop, ask);
    }
  }

  return { bar, result, run, tell, leave: () => (ask.hidden ? stop : ask).focus() };
}

/** A link to where a finding is explained, such as "lessons/07-relu.md#dead-units"; `text` is made of the lesson's number. */
export function linkTo(page, text) {
  const [path, anchor] = page.split("#");
  const href = `${SITE}${path.replace(/\.md$/, "/")}#${anchor}`;
  return element("a", { href, textContent: text(Number(path.match(/\d+/))) });
}

/** A text after a program that runs nothing, and has Python bring what the code imports. */
function mention(code) {
  const names = [...code.matchAll(/^[ \t]*(?:from|import)[ \t]+(\w+)/gm)].map(([, name]) => `import ${name}`);
  if (/\bload_mnist\b/.test(code)) names.push("load_mnist");
  return names.length ? `\n"""\n${names.join("\n")}\n"""\n` : "";
}
