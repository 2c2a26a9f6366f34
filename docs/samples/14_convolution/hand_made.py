import json
from pathlib import Path

import numpy as np

text = Path("convolution_sees.json").read_text(encoding="utf-8")
runs = json.loads(text)["runs"]
print("test accuracy in %, mean of five seeds (smallest to largest)")
names = "random-frozen", "edges-frozen", "random-learned", "edges-learned"
shown = [runs[f"filters-{name}"] for name in names]
looks = shown[0]["settings"]["looks"]
steps = (50, 200, 800)
print("steps           " + "".join(f"{step:>18}" for step in steps))
for name, run in zip(names, shown, strict=True):
    print(f"{name.replace('-', ', '):15}", end="")
    for step in steps:
        found = run["summary"]["test_accuracies"][looks.index(step)]
        mean, low, high = (100 * found[key] for key in ("mean", "min", "max"))
        print(f" {mean:.1f} ({low:.1f}-{high:.1f})".rjust(18), end="")
    print()

# Drawing
import matplotlib.pyplot as plt

from lesson_code.plots import show_image

figure, axes = plt.subplots(4, 8, figsize=(6.4, 3.6))
for row, run in zip(axes, shown, strict=True):
    for ax, weights in zip(row, run["seeds"]["0"]["filters"], strict=True):
        show_image(ax, np.reshape(weights, (5, 5)))
plt.show()
