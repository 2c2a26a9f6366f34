// A mistake can be reported where it stands: at the paragraph under the pointer, or that was tapped, or in which something
// has the focus, one small link appears, which fills in the heading and the text. It is one link that moves, so that the
// keyboard has one more stop, not one a paragraph: after the link to a section comes the one that reports on that section.
// Nothing is sent before the reader does so there.
import { element } from "./program.js";

const LONGEST = 300; // characters of the text that are quoted
const BLOCKS = "p, li, dd, td, th, h1, h2, h3, h4, figcaption";
const APART = ".run-bar, .exercise-result, .hero, .report-end, [data-progress], [data-place], [data-mine], [data-figure], form";
const label = document.documentElement.lang === "ja" ? "ここの誤りを知らせる" : "Report a mistake here";

const content = document.querySelector(".md-content__inner");
const whole = content.querySelector("a[data-report]"); // at the end of the page, about all of it
const link = element("a", { className: "report", rel: "noopener noreferrer", title: label, "aria-label": label }, "⚑");

// The heading above a block, or the block itself where it is one.
function headingOf(block) {
  const headings = [...content.querySelectorAll(":is(h1, h2, h3, h4)[id]")];
  const before = (heading) =>
    heading === block || heading.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING;
  return headings.filter(before).at(-1);
}

function textOf(block) {
  const copy = block.cloneNode(true);
  for (const part of copy.querySelectorAll(".report, .headerlink, .katex-mathml")) part.remove();
  const text = copy.textContent.replace(/\s+/g, " ").trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function show(target) {
  if (!(target instanceof Element) || target.closest(".report")) return;
  const block = target.closest(BLOCKS);
  if (!block || !content.contains(block) || block.closest(APART) || !textOf(block)) return;
  if (link.parentElement === block) return;
  link.parentElement?.classList.remove("report-here");
  const address = new URL(whole.href);
  const heading = headingOf(block);
  if (heading) address.searchParams.set("heading", heading.id);
  address.searchParams.set("text", textOf(block));
  link.href = address.href;
  block.classList.add("report-here");
  block.append(link);
}

// Not away from under a reader who has gone to it
const free = () => document.activeElement !== link;
content.addEventListener("pointerover", ({ target, pointerType }) => pointerType === "mouse" && free() && show(target));
content.addEventListener("click", ({ target }) => show(target)); // a tap, where nothing hovers
content.addEventListener("focusin", ({ target }) => show(target));
