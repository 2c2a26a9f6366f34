// A training to watch: the network of the page's own sample, which runs in a Python of its own, some steps at a time, so
// that every button answers at once. Nothing of Python is fetched before Start is pressed.
import { Python } from "../python.js";
import { makeBoard, superscript } from "./live/boards.js";
import { FIELDS, at, changed, changes, parse, read, startingWith, write } from "./live/settings.js";
import { button, choice, html, number } from "./tools.js";

const SAMPLE = '.sample[data-sample="97_live/live.py"] > .highlight code';
const SECONDS = 0.1; // of training, between two drawings
const MOST_STEPS = 10_000;
const WIDTH = 100; // units in a hidden layer, as in the sample
const IMAGES = 28 * 28;
const READ_OUT = 10_000; // milliseconds from one sentence that is read out to the next, while it trains
const CALM = 2000; // from one drawing to the next, for those who want less motion
const ROWS = 40; // of the table
const BEFORE = 5; // steps that are shown when something breaks
const LARGE = 100; // a logit that no healthy network has before its first step

const GAP = document.documentElement.lang === "ja" ? "" : " "; // between sentences
const RANGES = {
  rate: "rateRange",
  batch: "batchRange",
  activation: "activationRange",
  depth: "depthRange",
  std: "stdRange",
  seed: "seedRange",
};
const TROUBLES = { output: "troubleOutput", loss: "troubleLoss", update: "troubleUpdate" };

const lessMotion = matchMedia("(prefers-reduced-motion: reduce)");
const newRun = () => ({ begun: false, step: 0, rows: [], looks: [], trouble: null });

export function figure(say) {
  const source = document.querySelector(SAMPLE).textContent; // as the page shows it
  let { plan, problems } = read(location.search);
  let run = newRun();
  let former = null; // the run before
  let python = null;
  let wanted = 0; // steps
  let driving = false;
  let pending = []; // changes that count from the next step on

  // ---- Training

  async function drive() {
    if (driving) return;
    driving = true;
    python ??= new Python();
    try {
      while (wanted > 0) {
        applyChanges();
        const mine = run;
        if (!mine.begun) {
          tell(say("loading"));
          const { activation, depth, std, seed } = plan;
          const look = await call("begin", [{ activation, depth, std, seed }]);
          mine.begun = true;
          mine.looks.push({ step: 0, epoch: 0, ...look });
          tell(say("training"));
        } else {
          const later = changes(plan).filter((from) => from > mine.step);
          const most = Math.min(wanted, MOST_STEPS - mine.step, Math.min(...later) - mine.step);
          const [rate, batch] = ["rate", "batch"].map((name) => at(plan, name, mine.step));
          const { told, trouble } = await call("advance", [rate, batch, most, SECONDS]);
          if (mine === run) take(told, trouble);
        }
        progress.hidden = true;
        if (mine === run) draw(wanted === 0);
      }
      if (run.begun) sayWhereItIs();
    } catch (error) {
      wanted = 0;
      run = newRun(); // what Python knew of it may be gone
      draw(true);
      fail(error);
    }
    driving = false;
    progress.hidden = true;
    applyChanges();
    showButtons();
  }

  const call = (name, args) =>
    python.call({
      source,
      name,
      args,
      onProgress({ stage, loaded, total }) {
        progress.hidden = stage === "run";
        if (stage === "download" && total) [progress.max, progress.value] = [total, loaded];
        else progress.removeAttribute("value");
      },
    });

  function take(told, trouble) {
    run.rows.push(...told);
    run.looks.push(...told.filter(({ right }) => right !== undefined));
    run.step = run.rows.length;
    wanted = Math.max(wanted - told.length, 0);
    if (trouble) run.trouble = { ...trouble, step: run.step };
    if (trouble || run.step >= MOST_STEPS) wanted = 0;
    if (wanted > 0 && performance.now() - lastSaid > READ_OUT) tell(sentence());
    for (const name of ["rate", "batch"]) if (!pending.some(([other]) => other === name)) showField(name);
  }

  function startAnew() {
    if (run.looks.length > 1) former = run;
    if (run.step) plan = startingWith(plan, run.step);
    run = newRun();
    pending = [];
  }

  // ---- Settings

  function change(name, value) {
    pending.push([name, value]);
    if (!driving) applyChanges();
    else if (!FIELDS[name].moves) {
      applyChanges(); // what comes back from the old network is thrown away
      draw(true);
    }
  }

  function applyChanges() {
    if (!pending.length) return;
    for (const [name, value] of pending.splice(0)) {
      if (!FIELDS[name].moves && run.begun) startAnew();
      plan = changed(plan, name, run.step, value);
    }
    remember();
    draw(true);
  }

  function remember() {
    history.replaceState(history.state, "", write(plan, location.search) + location.hash);
    showAddress();
  }

  function showAddress() {
    address.value = new URL(write(plan, location.search), location.href).href.replace(/#.*/, "");
    const twin = document.querySelector("a.language-switch");
    if (twin) twin.search = location.search;
  }

  function complain() {
    complaint.textContent = problems
      .map(([name, text]) => say("refused", { name: say(name), text, range: say(RANGES[name]) }))
      .join(GAP);
    complaint.hidden = !problems.length;
    for (const name of Object.keys(FIELDS)) {
      const wrong = problems.find(([other]) => other === name);
      fields[name].setAttribute("aria-invalid", String(Boolean(wrong)));
      if (wrong && fields[name].localName === "input") fields[name].value = wrong[1];
    }
  }

  /** A field in which a number is written. */
  function numberField(name) {
    const input = html("input", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-describedby": complaint.id });
    input.size = 7;
    input.addEventListener("change", () => {
      const value = parse(name, input.value.trim());
      problems = problems.filter(([other]) => other !== name);
      if (value === null || typeof value === "string") problems.push([name, input.value]);
      else change(name, value);
      complain();
    });
    return input;
  }

  const labelled = (name, input) => html("label", {}, html("span", {}, say(name)), input);

  function showField(name) {
    if (problems.some(([other]) => other === name)) return; // it stays to be mended
    const value = at(plan, name, run.step);
    const isWord = typeof value === "string";
    if (name === "std") {
      kindOfStd.value = isWord ? value : "number";
      fields.std.closest("label").hidden = isWord;
      if (!isWord) fields.std.value = value;
    } else if (fields[name] !== document.activeElement || run.step === 0) fields[name].value = value;
  }

  // ---- What is shown

  let lastSaid = 0;
  function tell(text) {
    if (status.textContent !== text) status.textContent = text;
    lastSaid = performance.now();
  }

  function sentence() {
    const row = run.rows.at(-1);
    const look = run.looks.at(-1);
    return say("values", {
      step: run.step,
      epoch: row?.epoch ?? 0,
      loss: short(row?.loss ?? look?.val_loss),
      right: look ? number(100 * look.right, 1) : "–",
      look: look?.step ?? 0,
    });
  }

  function sayWhereItIs() {
    if (run.trouble) return tell(troubleSentence());
    const still = run.looks.at(-1)?.dead.findIndex((count) => count === WIDTH);
    const first = run.step >= MOST_STEPS ? say("enough", { most: MOST_STEPS }) : say("paused");
    tell([first, sentence(), ...(still >= 0 ? [say("allDead", { layer: still + 1 })] : [])].join(GAP));
  }

  function troubleSentence() {
    const { what, step, layer, input } = run.trouble;
    const { loss, weights } = run.rows.at(-1);
    const values = {
      step,
      layer,
      loss: short(loss),
      layers: weights.length,
      weight: short(weights[layer - 1]),
      input: short(input),
      terms: layer === 1 ? IMAGES : WIDTH,
    };
    const { logit } = run.rows[0];
    const cause = logit > LARGE ? "fromTheStart" : "byUpdates";
    return say(TROUBLES[what], values) + GAP + say(cause, { first: short(logit) });
  }

  let lastDrawn = 0;
  function draw(anyway) {
    const now = performance.now();
    if (!anyway && lessMotion.matches && now - lastDrawn < CALM) return;
    lastDrawn = now;
    const { rows, looks, step: last } = run;
    const marks = changes(plan).filter((from) => from <= last);
    const end = run.trouble?.step ?? null;
    const depth = rows[0]?.weights.length ?? 0;
    const hue = (k, count) => (count > 1 ? k / (count - 1) : 0);
    const column = (name) => looks.map((look) => [look.step, look[name]]);
    const ghost = (points) => ({ points: points.filter(([step]) => step <= Math.max(last, 20)), kind: "former" });
    const board = (name, lines) => boards[name].draw({ last, lines, marks, end });
    board("loss", [
      ghost(former?.rows.map(({ step, loss }) => [step, loss]) ?? []),
      { points: rows.map(({ step, loss }) => [step, loss]), kind: "thin", hue: 0 },
      { points: column("val_loss"), hue: 1 },
    ]);
    board("accuracy", [
      ghost(former?.looks.map(({ step, right }) => [step, 100 * right]) ?? []),
      { points: looks.map(({ step, right }) => [step, 100 * right]), hue: 1 },
    ]);
    board("dead", Array.from({ length: Math.max(depth - 1, 0) }, (_, k) => ({
      points: looks.map(({ step, dead }) => [step, (100 * dead[k]) / WIDTH]),
      hue: hue(k, depth),
      label: String(k + 1),
    })));
    board("updates", Array.from({ length: depth }, (_, k) => ({
      points: rows.map(({ step, updates }) => [step, updates[k]]),
      hue: hue(k, depth),
      label: String(k + 1),
    })));
    const row = rows.at(-1);
    const look = looks.at(-1);
    const shown = [
      [say("step"), run.step],
      [say("epoch"), row?.epoch ?? 0],
      [say("loss"), short(row?.loss ?? look?.val_loss)],
      [say("accuracy"), look ? `${number(100 * look.right, 1)} %` : "–"],
    ];
    values.replaceChildren(...(run.begun ? shown.map(([name, text]) => html("span", {}, `${name} ${text}`)) : []));
    showTrouble();
    showButtons();
    if (table.open) showTable();
  }

  function showTrouble() {
    trouble.hidden = !run.trouble;
    if (!run.trouble) return;
    const { layer } = run.trouble;
    const rows = run.rows.slice(-BEFORE).map(({ step, loss, weights, logit }) => [
      step,
      short(loss),
      short(weights[layer - 1]),
      short(logit),
    ]);
    const heads = [say("step"), say("loss"), say("largestWeight", { layer }), say("largestLogit")];
    trouble.replaceChildren(tableOf(say("before"), heads, rows));
  }

  function showTable() {
    const rows = run.looks.slice(-ROWS).map(({ step, epoch, loss, val_loss, right, dead, updates }) => [
      step,
      epoch,
      loss === undefined ? "–" : short(loss),
      short(val_loss),
      `${number(100 * right, 1)} %`,
      dead.join(" "),
      updates?.map(short).join(" ") ?? "–",
    ]);
    const heads = ["step", "epoch", "loss", "valLoss", "accuracy", "dead", "updates"].map((key) => say(key));
    table.replaceChildren(table.firstChild, tableOf(say("table"), heads, rows));
  }

  function showButtons() {
    const text = wanted > 1 ? say("pause") : say("start");
    if (start.textContent !== text) start.textContent = text;
  }

  function fail(error) {
    tell(say(["network", "missing"].includes(error.reason) ? error.reason : "failed"));
    console.warn(error);
  }

  // ---- Elements

  const status = html("p", { class: "sentence", role: "status" }, say("ready"));
  const complaint = html("p", { class: "complaint", role: "alert", id: "live-complaint", hidden: "" });
  const progress = html("progress", { "aria-label": say("loading"), hidden: "" });
  const start = button(
    say("start"),
    () => {
      const pause = wanted > 1;
      if (!pause && (run.trouble || run.step >= MOST_STEPS)) anew();
      wanted = pause ? 0 : Infinity;
      if (!pause && run.begun) tell(say("training"));
      showButtons();
      if (!pause) drive();
    },
    { class: "start" },
  );
  const step = button(say("oneStep"), () => {
    if (run.trouble || run.step >= MOST_STEPS) anew();
    wanted = 1;
    showButtons();
    drive();
  });
  const again = button(say("again"), () => {
    anew();
    if (!wanted) tell(say("ready"));
  });
  function anew() {
    startAnew();
    remember();
    for (const name of Object.keys(FIELDS)) showField(name);
    draw(true);
  }

  const activations = ["relu", "leaky", "tanh", "sigmoid"].map((word) => [word, say(word)]);
  const activation = choice(say("activation"), activations, plan.activation, (word) => change("activation", word));
  const stdKinds = ["he", "lecun", "number"].map((word) => [word, say(word)]);
  const std = choice(say("std"), stdKinds, "he", (word) => {
    problems = problems.filter(([name]) => name !== "std");
    if (word !== "number") change("std", word);
    else {
      const value = parse("std", fields.std.value);
      change("std", typeof value === "number" ? value : 0.1);
    }
    complain();
    showField("std");
  });
  const kindOfStd = std.querySelector("select");
  const fields = { activation: activation.querySelector("select") };
  for (const name of ["rate", "batch", "depth", "std", "seed"]) fields[name] = numberField(name);
  const settings = html(
    "div",
    { class: "controls", role: "group", "aria-label": say("settings") },
    labelled("rate", fields.rate),
    labelled("batch", fields.batch),
    activation,
    labelled("depth", fields.depth),
    std,
    labelled("stdNumber", fields.std),
    labelled("seed", fields.seed),
  );
  const address = html("input", { type: "text", readonly: "", class: "address" });
  address.addEventListener("focus", () => address.select());
  const values = html("div", { class: "values" });
  const trouble = html("section", { class: "trouble", hidden: "" });
  const boards = {
    loss: makeBoard(say("lossBoard"), "loss", say("step")),
    accuracy: makeBoard(say("accuracyBoard"), "percent", say("step")),
    dead: makeBoard(say("deadBoard"), "percent", say("step")),
    updates: makeBoard(say("updatesBoard"), "log", say("step")),
  };
  const table = html("details", {}, html("summary", {}, say("table")));
  table.addEventListener("toggle", () => table.open && showTable());

  // An address that this page itself names changes the settings here, and nothing is loaded anew. Start is yet to be pressed.
  function goTo(search) {
    wanted = 0;
    if (run.looks.length > 1) former = run;
    run = newRun();
    pending = [];
    ({ plan, problems } = read(search));
    for (const name of Object.keys(FIELDS)) showField(name);
    complain();
    showAddress();
    tell(say("ready"));
    draw(true);
  }
  document.querySelector("article").addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!plain || !link?.search || link.pathname !== location.pathname || link.origin !== location.origin) return;
    event.preventDefault();
    history.pushState(null, "", link.search);
    goTo(link.search);
    stage.scrollIntoView({ block: "start" });
    start.focus({ preventScroll: true });
  });
  addEventListener("popstate", () => location.search !== new URL(address.value).search && goTo(location.search));

  const stage = html(
    "div",
    { class: "live" },
    html("p", { class: "how" }, say("how")),
    html("div", { class: "controls" }, start, step, again, progress),
    settings,
    complaint,
    status,
    values,
    trouble,
    html("div", { class: "boards" }, ...Object.values(boards).map(({ element }) => element)),
    table,
    html("label", { class: "address" }, html("span", {}, say("address")), address),
  );
  fields.std.closest("label").hidden = true;
  for (const name of Object.keys(FIELDS)) showField(name);
  complain();
  showAddress();
  draw(true);
  return stage;
}

/** A table in a box that scrolls sideways. */
function tableOf(name, heads, rows) {
  const head = html("tr", {}, ...heads.map((text) => html("th", { scope: "col" }, text)));
  const lines = rows.map((row) => html("tr", {}, ...row.map((text) => html("td", {}, String(text)))));
  const table = html("table", { class: "numbers", "aria-label": name }, html("thead", {}, head), html("tbody", {}, ...lines));
  return html("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": name }, table);
}

/** A number in three digits: 0.25, 0.0012, 3.4 × 10³⁸. */
function short(value) {
  if (Number.isNaN(value) || value === undefined) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const [digits, power] = value.toExponential(1).split("e");
  if (Math.abs(power) > 3) return `${digits} × 10${superscript(Number(power))}`.replace("-", "−");
  return (Math.abs(value) < 1000 ? value.toPrecision(3) : value.toFixed()).replace("-", "−");
}
