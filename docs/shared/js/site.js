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
