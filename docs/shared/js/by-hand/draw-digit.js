// A digit drawn by hand, classified while it is drawn by the network of lesson 16: lesson_code itself, in a Python of
// its own, so that a running sample does not hold it up. Nothing of Python is fetched before the start button is pressed,
// or a file chosen: a network of the reader's own, which answers in place of ours. It is read here and sent nowhere.
import { Python } from "../python.js";
import { button, choice, html, number, set } from "./tools.js";

const here = (path) => new URL(`../../${path}`, import.meta.url);
const SIDE = 280; // pixels of the paper: ten for each of MNIST's
const STEP = 7; // pixels that an arrow key moves the pen
const BRUSHES = { thin: 14, medium: 22, thick: 32 };
const [COLUMNS, GAP] = [10, 1]; // of the feature maps
const MOST = 64; // MB of a file; with what Adam remembers, those of this book's networks have up to ten

export function figure(say) {
  const paper = makePaper(say, changed);
  const answer = makeAnswer(say);
  const status = html("p", { class: "sentence", role: "status" }, say("before"));
  const progress = html("progress", { "aria-label": say("loading"), hidden: "" });
  const start = button(say("start"), startOnce, { class: "start" });
  const chooser = makeChooser(say, bring, goBack);

  let python = null;
  let source = "";
  let ready = false;
  let busy = false;
  let stale = false; // the paper changed since it was last sent

  let starting = null;
  function startOnce() {
    return (starting ??= load().finally(() => (starting = null)));
  }

  async function load() {
    start.disabled = true;
    progress.hidden = false;
    status.textContent = say("loading");
    python ??= new Python();
    try {
      source ||= await text(here("python/draw_digit.py"));
      chooser.show(await call("go_back")); // loads everything
      ready = true;
      start.hidden = true;
      status.textContent = say("ready");
      changed();
    } catch (error) {
      start.disabled = false;
      fail(error);
    }
    progress.hidden = true;
  }

  const call = (name, ...args) =>
    python.call({
      source,
      name,
      args,
      files: { "digits.npz": { url: "shared/weights/digits.npz" } },
      onProgress({ loaded, total }) {
        if (total) [progress.max, progress.value] = [total, loaded];
        else progress.removeAttribute("value");
      },
    });

  const classify = (data) => call("classify", { data, shape: [SIDE, SIDE] });

  async function bring(file) {
    const data = await file.arrayBuffer().catch(() => null);
    if (!data) return { wrong: "unreadable" };
    if (!ready) await startOnce();
    return ready && change("bring", new Uint8Array(data));
  }

  function goBack() {
    return change("go_back");
  }

  /** Let another network answer; what Python tells of it, or false where the sentence under the paper says why not. */
  async function change(name, ...args) {
    try {
      const found = await call(name, ...args);
      changed();
      return found;
    } catch (error) {
      stop(error);
      return false;
    }
  }

  // One request at a time: what is drawn meanwhile is one more request, when the answer has come. Until the answer is
  // that to the paper as it is, with the pen lifted, the sentence is marked as busy: it may be about less than there is.
  async function changed() {
    stale = true;
    if (!ready) return;
    status.setAttribute("aria-busy", "true");
    if (busy) return;
    busy = true;
    try {
      while (stale) {
        stale = false;
        const begin = performance.now();
        const result = paper.empty ? null : await classify(paper.pixels());
        if (paper.empty || !result) {
          answer.clear();
          if (!stale) conclude(say("ready"));
          continue;
        }
        const digit = answer.show(result, performance.now() - begin);
        const value = result.values[digit];
        const sentence = result.probabilities
          ? say("answer", { digit, percent: number(100 * value, 1) })
          : say("output", { digit, value: number(value, 2) });
        // Read out when the pen is lifted, not at each of its steps
        if (!stale && !paper.drawing) conclude(sentence);
        // Ten answers a second are enough while the pen moves: each of them makes it wait
        if (stale && paper.drawing) await new Promise((resolve) => setTimeout(resolve, 100));
      }
    } catch (error) {
      stop(error);
    }
    busy = false;
  }

  function stop(error) {
    ready = false;
    start.hidden = start.disabled = false;
    fail(error);
  }

  function conclude(sentence) {
    status.textContent = sentence;
    status.setAttribute("aria-busy", "false");
  }

  function fail(error) {
    conclude(say(["network", "missing"].includes(error.reason) ? error.reason : "failed"));
    console.warn(error);
  }

  const controls = html("div", { class: "controls" });
  controls.append(
    choice(say("brush"), Object.keys(BRUSHES).map((key) => [key, say(key)]), "medium", paper.setBrush),
    button(say("clear"), paper.clear),
  );
  const examples = html("div", { class: "controls examples", role: "group", "aria-label": say("examples") });
  examples.append(html("span", {}, say("examples")));
  drawExamples(examples, paper, say);
  const left = html("div", {}, paper.element, controls);
  const stage = html(
    "div",
    { class: "draw" },
    html("p", { class: "how" }, say("how")),
    html("div", { class: "controls" }, start, progress),
    html("div", { class: "desk" }, left, answer.bars),
    status,
    examples,
    chooser.element,
    answer.seen,
  );
  chooser.catchDrops(stage);
  return stage;
}

async function text(address) {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw Object.assign(new Error(`${address} did not come`), { reason: "network" });
  return response.text();
}

/** White paper and a black pen, moved by a pointer or by the arrow keys. */
function makePaper(say, changed) {
  const canvas = html("canvas", { width: SIDE, height: SIDE, tabindex: 0, role: "img", "aria-label": say("paper") });
  const pen = html("span", { class: "pen", hidden: "" });
  const element = html("div", { class: "paper" }, canvas, pen);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.lineCap = context.lineJoin = "round";
  let at = null; // where the pen touches the paper
  let keys = { x: SIDE / 2, y: SIDE / 4, down: false };

  const paper = {
    element,
    empty: true,
    get drawing() {
      return at !== null || keys.down;
    },
    setBrush(key) {
      context.lineWidth = BRUSHES[key];
    },
    clear() {
      context.fillStyle = "white";
      context.fillRect(0, 0, SIDE, SIDE);
      paper.empty = true;
      changed();
    },
    /** Put a picture on the paper: `side` pixels of an image, from `left` on. */
    show(image, left, side) {
      paper.clear();
      context.imageSmoothingQuality = "high";
      context.drawImage(image, left, 0, side, side, 0, 0, SIDE, SIDE);
      paper.empty = false;
      changed();
    },
    /** Brightness of each pixel; the pen is black, so that one colour of three is enough. */
    pixels() {
      const { data } = context.getImageData(0, 0, SIDE, SIDE);
      return Uint8Array.from({ length: SIDE * SIDE }, (_, i) => data[4 * i]);
    },
  };

  function stroke(from, to) {
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    paper.empty = false;
    changed();
  }

  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * SIDE, y: ((event.clientY - box.top) / box.height) * SIDE };
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || at) return;
    canvas.setPointerCapture(event.pointerId);
    at = place(event);
    stroke(at, at); // a dot
  });
  // Where a pointer has been since the event before: a browser that is busy tells of several moves at once, and where the
  // pointer was lifted it may tell by the lifting alone.
  const follow = (event) => {
    if (!at || !canvas.hasPointerCapture(event.pointerId)) return;
    const steps = event.getCoalescedEvents?.() ?? [];
    for (const step of [...steps, event]) {
      const to = place(step);
      if (to.x === at.x && to.y === at.y) continue;
      stroke(at, to);
      at = to;
    }
  };
  canvas.addEventListener("pointermove", follow);
  canvas.addEventListener("pointerup", follow);
  canvas.addEventListener("lostpointercapture", () => {
    at = null;
    changed();
  });

  // By keys: arrows move the pen, the space bar puts it down and lifts it.
  const showPen = () => {
    pen.hidden = document.activeElement !== canvas || !canvas.matches(":focus-visible");
    pen.classList.toggle("down", keys.down);
    pen.style.left = `${(100 * keys.x) / SIDE}%`;
    pen.style.top = `${(100 * keys.y) / SIDE}%`;
  };
  canvas.addEventListener("focus", showPen);
  canvas.addEventListener("blur", () => {
    if (keys.down) {
      keys.down = false;
      changed();
    }
    showPen();
  });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    const within = (value) => Math.min(Math.max(value, 0), SIDE);
    if (way) {
      const to = { ...keys, x: within(keys.x + STEP * way[0]), y: within(keys.y + STEP * way[1]) };
      if (keys.down) stroke(keys, to);
      keys = to;
    } else if (event.key === " ") {
      keys.down = !keys.down;
      if (keys.down) stroke(keys, keys);
      else changed();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      paper.clear();
    } else return;
    event.preventDefault();
    showPen();
  });

  paper.setBrush("medium");
  context.fillStyle = "white";
  context.fillRect(0, 0, SIDE, SIDE);
  return paper;
}

/**
 * A button for a file with a network of the reader's own, and what is said of the network that answers.
 *
 * bring(file) gives what draw_digit.py tells of it, goBack() of ours, which then answers again; both false if Python
 * has stopped.
 */
function makeChooser(say, bring, goBack) {
  const input = html("input", { type: "file", accept: ".npz", hidden: "" });
  const choose = button(say("bring"), () => input.click());
  const back = button(say("back"), () => goBack().then((found) => found && show(found)), { hidden: "" });
  const said = html("p", { class: "which", role: "status" }, say("local"));
  let busy = false;
  const element = html("div", { class: "brought" }, html("div", { class: "controls" }, choose, back), input, said);
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = ""; // so that the same file can be chosen again
    take(files);
  });

  /** Tell which network answers: that of a file, or ours. */
  function show({ layers, parameters }, file = "") {
    const count = String(parameters).replace(/\B(?=(\d{3})+$)/g, "\u202f");
    tell(say("which", { name: file || say("own"), layers: layers.join(" → "), count }));
    if (document.activeElement === back) choose.focus(); // and not on a button that is gone
    back.hidden = !file;
  }

  function tell(sentence, wrong = false) {
    said.textContent = sentence;
    said.classList.toggle("wrong", wrong);
  }

  async function take(files) {
    if (busy || !files.length) return;
    const file = files[0].name;
    const space = document.documentElement.lang === "ja" ? "" : " "; // between sentences
    const refuse = (key, values) =>
      tell([say(key, { file, ...values }), say("expected"), say("kept")].join(space), true);
    const megabytes = files[0].size / 1e6;
    if (files.length > 1) return refuse("several");
    if (megabytes > MOST) return refuse("large", { size: number(megabytes), most: MOST });
    busy = true;
    const found = await bring(files[0]);
    busy = false;
    if (found?.wrong) {
      const { wrong, names, shape, ...values } = found;
      refuse(wrong, { ...values, names: names?.join(", "), shape: shape?.join("×") });
    } else if (found) show(found, file);
  }

  /** Let files be dropped anywhere on an element: beside a small target the browser would leave the page for them. */
  function catchDrops(place) {
    const over = (event) => {
      const isFile = event.dataTransfer?.types.includes("Files");
      place.classList.toggle("over", isFile && event.type === "dragover");
      if (isFile) event.preventDefault();
      return isFile;
    };
    place.addEventListener("dragover", over);
    place.addEventListener("dragleave", over);
    place.addEventListener("drop", (event) => over(event) && take([...event.dataTransfer.files]));
  }

  return { element, show, catchDrops };
}

/** The answer: ten bars, the image as the network sees it, and what its filters make of it. */
function makeAnswer(say) {
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const bar = html("span", { class: "bar" });
    const percent = html("span", { class: "percent" });
    const line = html("li", {}, html("span", { class: "digit" }, String(digit)), html("span", { class: "room" }, bar), percent);
    return { line, bar, percent };
  });
  const bars = html("ol", { class: "bars", "aria-label": say("probabilities") }, ...rows.map(({ line }) => line));
  const image = html("canvas", { width: 28, height: 28, role: "img", "aria-label": say("image") });
  const maps = html("canvas", { width: 1, height: 1, role: "img" });
  const ofMaps = html("figcaption");
  const time = html("p", { class: "time" });
  const seen = html(
    "div",
    { class: "seen", hidden: "" },
    html("figure", {}, html("figcaption", {}, say("image")), image),
    html("figure", {}, ofMaps, maps),
    time,
  );

  function clear() {
    for (const { line, bar, percent } of rows) {
      line.classList.remove("most");
      bar.style.width = "0";
      percent.textContent = "";
    }
    seen.hidden = true;
  }

  function show({ values, probabilities, image: pixels, maps: found, layer }, milliseconds) {
    const digit = values.indexOf(Math.max(...values));
    set(bars, { "aria-label": say(probabilities ? "probabilities" : "outputs") });
    rows.forEach(({ line, bar, percent }, k) => {
      line.classList.toggle("most", k === digit);
      bar.style.width = `${100 * Math.min(Math.max(values[k], 0), 1)}%`;
      percent.textContent = probabilities ? `${number(100 * values[k], 1)} %` : number(values[k], 2);
    });
    paint(image, 28, 28, (y, x) => pixels.data[28 * y + x]);
    maps.hidden = !found;
    ofMaps.textContent = found ? say("maps", { count: found.shape[0], layer }) : say("no_maps");
    if (found) paintMaps(found);
    time.textContent = say("time", { ms: number(milliseconds) });
    seen.hidden = false;
    return digit;
  }

  function paintMaps({ data, shape: [count, height, width] }) {
    set(maps, { "aria-label": ofMaps.textContent });
    const most = data.reduce((most, value) => Math.max(most, value), 1e-9);
    const least = data.reduce((least, value) => Math.min(least, value), 0);
    const [h, w] = [height + GAP, width + GAP];
    const columns = Math.min(count, COLUMNS);
    paint(maps, Math.ceil(count / columns) * h - GAP, columns * w - GAP, (y, x) => {
      const map = Math.floor(y / h) * columns + Math.floor(x / w);
      const [row, column] = [y % h, x % w];
      if (map >= count) return 0;
      if (row >= height || column >= width) return -1;
      return (data[(map * height + row) * width + column] - least) / (most - least);
    });
  }

  return { bars, seen, clear, show };
}

/** Paint a picture of `ink`, 0 to 1, dark on light; -1 is a line between pictures. */
function paint(canvas, height, width, ink) {
  [canvas.height, canvas.width] = [height, width];
  const context = canvas.getContext("2d");
  const picture = context.createImageData(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = ink(y, x);
      const grey = value < 0 ? 210 : 255 - 255 * value;
      picture.data.set([grey, grey, grey, 255], 4 * (y * width + x));
    }
  }
  context.putImageData(picture, 0, 0);
}

/** Buttons with test digits, side by side in one picture, for those who do not draw. */
function drawExamples(group, paper, say) {
  const image = new Image();
  image.addEventListener("load", () => {
    const side = image.height;
    for (let digit = 0; digit * side < image.width; digit++) {
      const small = html("canvas", { width: side, height: side, "aria-hidden": "true" });
      small.getContext("2d").drawImage(image, -digit * side, 0);
      const press = () => paper.show(image, digit * side, side);
      const element = button("", press, { "aria-label": say("example", { digit }) });
      element.append(small);
      group.append(element);
    }
  });
  image.src = here("weights/digits.png");
}
