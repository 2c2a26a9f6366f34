import json
from pathlib import Path

import matplotlib.pyplot as plt

runs = json.loads(Path("batch_norm.json").read_text())["runs"]
seeds = runs["surgery"]["seeds"]

styles = {
    "none": ("C5", "-", 2),
    "control": ("black", ":", 1),
    "dead": ("C1", "-", 1.5),
    "ordinary": ("C3", "--", 1),
    "means": ("C0", "-", 1.5),
}
figure, axes = plt.subplots(len(seeds), 1, figsize=(6, 7.5), sharex=True, sharey=True)
for ax, (seed, one) in zip(axes, seeds.items(), strict=True):
    number = [epoch["epoch"] for epoch in one["epochs"]]
    for name, (color, style, width) in styles.items():
        accuracy = [epoch["operations"][name] for epoch in one["epochs"]]
        ax.plot(number, accuracy, color=color, ls=style, lw=width, label=name)
    ax.set(ylabel=f"test_accuracy, seed {seed}", ylim=(0.35, 1.02))
    ax.grid()
axes[0].legend(loc="lower left", ncols=2, fontsize=9)
axes[-1].set_xlabel("epoch")
plt.show()
