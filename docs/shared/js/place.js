// Where a reader left off: a page and a heading, kept in this browser beside the progress, and exported with it. The home
// page leads back there. Only who scrolls reads on: a page that is merely opened changes nothing.
import { element } from "./program.js";
import { progress } from "./progress.js";

const SITE = new URL("../../", import.meta.url).href; // of this language: the pages of both have the same names and ids
const PAUSE = 400; // milliseconds of rest, after which somebody has arrived
const words = {
  ja: { on: "続きから：", between: "「", after: "」" },
  en: { on: "Go on at: ", between: ", “", after: "”" },
}[document.documentElement.lang === "ja" ? "ja" : "en"];

const home = document.querySelector("[data-place]");
if (home) await lead(home);
else follow();

function follow() {
  const page = location.href.slice(SITE.length).split(/[?#]/)[0];
  const headings = [...document.querySelectorAll(".md-content :is(h1, h2, h3)[id]")];
  let timer;
  const arrive = () => {
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    const heading = above.at(-1) ?? headings[0];
    if (heading) progress.stopAt({ page, heading: heading.id });
  };
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(arrive, PAUSE);
  }, { passive: true });
}

// The titles come from the page itself: in this language, and as they are now.
async function lead(paragraph) {
  const { place } = progress;
  if (!place) return;
  const address = `${SITE}${place.page}`;
  let there;
  try {
    const response = await fetch(address);
    if (!response.ok) return; // a page that is no more
    there = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return;
  }
  const titleOf = (heading) => {
    const text = heading?.cloneNode(true);
    text?.querySelector(".headerlink")?.remove();
    return text?.textContent.trim();
  };
  const first = there.querySelector(".md-content h1");
  const heading = there.getElementById(place.heading);
  const title = titleOf(first);
  if (!title) return;
  const below = heading && heading !== first ? `${words.between}${titleOf(heading)}${words.after}` : "";
  const href = heading ? `${address}#${place.heading}` : address;
  paragraph.replaceChildren(words.on, element("a", { href, textContent: title + below }));
  paragraph.hidden = false;
}
