// A layer, loss or optimiser of the reader's own, examined as `python -m lesson_code examine` does: the same program, in the
// page's Python, once the button is pressed (shared/python/check_layer.py). What is pasted stays in this page.
import { Editor } from "../program.js";
import { progress } from "../progress.js";
import { linkTo, makeAsking } from "./clinic/asking.js";
import { button, html } from "./tools.js";

const SCRIPT = "check_layer.py";
const STARTER = '.sample[data-sample="98_clinic/dropout.py"] > .highlight code';
const SECONDS = 60;
const FIRST = "rate=0.5"; // arguments of the starter
const FIELDS = { given: FIRST, kind: "dropout", shape: "3,32,32" }; // and what one may write there

export function figure(say) {
  const starter = document.querySelector(STARTER).textContent; // as the page shows it
  const levels = { fault: say("fault"), note: say("note"), fine: say("fine") };
  const name = html("select");
  const fields = Object.fromEntries(
    Object.keys(FIELDS).map((key) => [
      key,
      html("input", { type: "text", autocapitalize: "off", autocomplete: "off", spellcheck: "false", size: 14 }),
    ]),
  );
  const asking = makeAsking({
    words: { ask: say("examine"), stop: say("stop"), running: say("examining"), result: say("result"), timeout: say("timeout", { seconds: SECONDS }) },
    script: SCRIPT,
    seconds: SECONDS,
    question,
    show,
    more: [button(say("starter"), putBack)],
  });
  const place = html("div", { class: "highlight" }, html("pre", {}, html("code")));
  const editor = new Editor(place, {
    text: starter,
    label: say("program"),
    hint: say("hint"),
    onChange: listNames,
    onRun: asking.run,
    onLeave: asking.leave,
  });
  begin();

  function begin() {
    for (const [key, field] of Object.entries(fields)) field.value = key === "given" ? FIRST : "";
    listNames();
  }

  function putBack() {
    editor.area.value = starter.trimEnd();
    editor.fit();
    asking.tell();
    begin();
  }

  /** Offer what the program defines: at first the last class, or where there is none the first function. */
  function listNames() {
    const found = [...editor.value.matchAll(/^(class|(?:async )?def)[ \t]+([\p{L}\p{N}_]+)/gmu)];
    const isClass = ([, what]) => what === "class";
    const names = [...new Set(found.map(([, , text]) => text).filter((text) => !/_backward(_\w+)?$/.test(text)))];
    if (names.join() === [...name.options].map(({ value }) => value).join()) return;
    const former = name.value;
    name.replaceChildren(...names.map((text) => html("option", { value: text }, text)));
    name.value = names.includes(former) ? former : (found.findLast(isClass)?.[2] ?? names[0] ?? "");
    if (former && name.value !== former && fields.given.value === FIRST) fields.given.value = ""; // of another layer
  }

  function question() {
    for (const field of Object.values(fields)) field.removeAttribute("aria-invalid");
    if (!name.value) {
      asking.tell(html("p", {}, say(editor.value.trim() ? "nothingDefined" : "empty")));
      return null;
    }
    const [given, kind, shape] = Object.keys(FIELDS).map((key) => fields[key].value.trim());
    const files = { "my_layers.py": `${editor.value}\n` };
    if (/\bmine\b/.test(editor.value)) {
      files["pieces.json"] = { url: "exercises/pieces.json" };
      files["progress.json"] = progress.export();
    }
    const language = document.documentElement.lang;
    return { asked: { language, name: name.value, given, kind, shape }, files, uses: editor.value };
  }

  function show({ wrong, kinds, problem, subject, findings, faults }) {
    if (wrong) {
      fields[wrong].setAttribute("aria-invalid", "true");
      const reasons = { given: "noArguments", kind: "noKind", shape: "noShape" };
      const text = fields[wrong].value.trim();
      return [html("p", {}, say(reasons[wrong], { text, kinds, example: FIELDS[wrong] }))];
    }
    if (problem) return [html("p", {}, say("notExamined", { why: problem }))];
    const items = findings.map(({ level, line, text, page }) => {
      const where = line === null ? "" : `${say("line", { line })} `;
      const links = level === "fault" && page ? [" ", linkTo(page, (lesson) => say("readOn", { lesson }))] : [];
      return html("li", { class: level }, html("strong", {}, levels[level]), ` ${where}${text}`, ...links);
    });
    const verdict = faults ? say("faults", { n: faults }) : say("healthy");
    return [html("p", {}, subject), html("ul", {}, ...items), html("p", { class: "verdict" }, verdict)];
  }

  for (const field of Object.values(fields)) {
    field.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && asking.run());
  }
  const labelled = (key, field) => html("label", {}, html("span", {}, say(key)), field);
  return html(
    "div",
    { class: "box" },
    html("p", { class: "how" }, say("how")),
    place,
    html("div", { class: "controls" }, labelled("which", name), ...Object.keys(FIELDS).map((key) => labelled(key, fields[key]))),
    asking.bar,
    asking.result,
  );
}
