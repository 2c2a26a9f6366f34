// Make what is too much for a slide smaller, then let reveal.js show the slides. With ?print-pdf each is a page.
"use strict";

const HEIGHT = 720;
const SMALLEST = 14; // pixels of a letter

addEventListener("load", () => {
  for (const slide of document.querySelectorAll(".slide")) {
    let size = parseFloat(getComputedStyle(slide).fontSize);
    while (slide.scrollHeight > HEIGHT && size > SMALLEST) {
      size -= 1;
      slide.style.fontSize = `${size}px`;
    }
  }
  Reveal.initialize({
    width: 1280,
    height: HEIGHT,
    margin: 0,
    center: false,
    hash: true,
    slideNumber: true,
    transition: "none",
    pdfSeparateFragments: false,
    plugins: [RevealNotes],
  });
});
