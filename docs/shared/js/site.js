// What the theme leaves out. Nothing here is needed to read a page.
"use strict";

// A dialog needs a name; the theme gives its search dialog none.
const search = document.querySelector(".md-search[role=dialog]");
search?.setAttribute("aria-label", search.querySelector("input").getAttribute("aria-label"));

// What scrolls sideways in itself can be scrolled by the keyboard only when it can be focused.
const mayScroll = "div.arithmatex, .md-typeset__scrollwrap, p:has(> img.wide)";
const letKeysScroll = () => {
  for (const element of document.querySelectorAll(mayScroll)) {
    if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  }
};
for (const event of ["load", "resize"]) addEventListener(event, letKeysScroll);
document.addEventListener("toggle", letKeysScroll, true); // a box was unfolded

// What an address names may be in a folded box, or be the box. The theme unfolds the innermost one, once, and shows its
// beginning; here all are unfolded, each time, and what is named is shown. The keyboard goes on there.
const unfold = () => {
  const target = document.querySelector(":target");
  if (!target?.closest("details")) return;
  for (let box = target; (box = box.closest("details")); box = box.parentElement) box.open = true;
  target.scrollIntoView();
  target.closest("summary")?.focus({ preventScroll: true });
};
const leadsHere = (link) => link?.hash && link.href === location.href;
for (const event of ["load", "hashchange"]) addEventListener(event, unfold);
document.addEventListener("click", ({ target }) => {
  if (leadsHere(target.closest?.("a[href]"))) setTimeout(unfold); // when the browser has been there
});
