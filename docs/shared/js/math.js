// Set every formula that the build left as \(...\) or \[...\], for the eye and, as MathML, for screen readers.
"use strict";

for (const element of document.querySelectorAll(".arithmatex")) {
  const source = element.textContent.trim();
  try {
    katex.render(source.slice(2, -2), element, {
      displayMode: source.startsWith("\\["),
      output: "htmlAndMathml",
      strict: "error",
      throwOnError: true,
    });
  } catch (error) {
    // A reader gets the source to read; the browser tests get something to find.
    element.textContent = source;
    element.classList.add("katex-error");
    console.error(`formula ${source}: ${error.message}`);
  }
}
