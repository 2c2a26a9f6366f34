// What loss and accuracy say by themselves, as `python -m lesson_code doctor --loss ... --accuracy ...` reads them: the same
// program, in the page's Python, once the button is pressed (shared/python/read_numbers.py).
import { linkTo, makeAsking } from "./clinic/asking.js";
import { button, html } from "./tools.js";

const SCRIPT = "read_numbers.py";
const SECONDS = 30;
const NUMBERS = ["loss", "train_accuracy", "test_accuracy", "accuracy"];
const EXAMPLE = { loss: "2.3012", accuracy: "0.1135" };

export function figure(say) {
  const fields = Object.fromEntries(
    NUMBERS.map((name) => [name, html("input", { type: "text", inputmode: "decimal", autocomplete: "off", size: 9 })]),
  );
  const log = html("textarea", { rows: 4, autocomplete: "off", spellcheck: "false", wrap: "off" });
  const asking = makeAsking({
    words: { ask: say("read"), stop: say("stop"), running: say("reading"), result: say("result"), timeout: say("timeout") },
    script: SCRIPT,
    seconds: SECONDS,
    question,
    show,
    more: [button(say("example"), fillIn)],
  });

  function fillIn() {
    for (const name of NUMBERS) fields[name].value = EXAMPLE[name] ?? "";
    log.value = "";
    asking.run();
  }

  function question() {
    const given = NUMBERS.map((name) => [name, fields[name].value.trim()]).filter(([, text]) => text);
    const text = log.value.trim();
    mark(null);
    if (Boolean(given.length) === Boolean(text)) {
      asking.tell(html("p", {}, say(text ? "one" : "nothing")));
      return null;
    }
    return { asked: { language: document.documentElement.lang, numbers: Object.fromEntries(given), log: text } };
  }

  /** Say of one field that it holds no such number; null: of none. */
  function mark(wrong) {
    for (const name of NUMBERS) fields[name].setAttribute("aria-invalid", String(name === wrong));
  }

  function show({ wrong, digits, findings }) {
    if (wrong === "noNumbers") return [html("p", {}, say("noNumbers"))];
    if (wrong) {
      mark(wrong);
      const text = say(wrong === "loss" ? "noLoss" : "noShare", { name: say(wrong), text: fields[wrong].value.trim() });
      return [html("p", {}, text)];
    }
    const items = findings.map(({ state, line, meaning, page }) => {
      const head = html("p", {}, html("strong", {}, state), ` ${line}`);
      const link = linkTo(page, (lesson) => say("readOn", { lesson }));
      return html("li", { class: "ill" }, head, html("p", {}, `${meaning} `, link));
    });
    const any = digits.join(", ");
    const always = digits.length > 1 ? say("digits", { digits: any }) : say("digit", { digits: any.replaceAll("/", ` ${say("or")} `) });
    return [
      ...(any ? [html("p", {}, always)] : []),
      items.length ? html("ul", {}, ...items) : html("p", {}, say("noSign")),
    ];
  }

  for (const field of Object.values(fields)) {
    field.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && asking.run());
  }
  const labelled = (name, field) => html("label", {}, html("span", {}, say(name)), field);
  return html(
    "div",
    { class: "box" },
    html("p", { class: "how" }, say("how")),
    html("div", { class: "controls" }, ...NUMBERS.map((name) => labelled(name, fields[name]))),
    labelled("log", log),
    asking.bar,
    asking.result,
  );
}
