// Figures that can be moved by hand. Each <div class="by-hand" data-figure="name"> gets the figure of by-hand/name.js in
// place of what stands in it, which stays for readers without scripts, and where loading fails.
import { words } from "./by-hand/tools.js";

for (const root of document.querySelectorAll(".by-hand[data-figure]")) {
  const name = root.dataset.figure;
  import(`./by-hand/${name}.js`)
    .then(({ figure }) => {
      const say = words(root);
      const stage = figure(say);
      stage.classList.add("stage");
      root.append(stage);
      root.setAttribute("role", "group");
      root.setAttribute("aria-label", say("name"));
      root.classList.add("ready");
    })
    .catch((error) => console.error(`figure ${name}: ${error.stack ?? error}`));
}
