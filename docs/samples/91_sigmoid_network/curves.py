import json
from pathlib import Path

import matplotlib.pyplot as plt

runs = json.loads(Path("sigmoid_network.json").read_text())["runs"]

figure, axes = plt.subplots(1, 2, figsize=(6.4, 3.6), sharey=True)
for ax, (name, run) in zip(axes, runs.items(), strict=True):
    for seed, one in run["seeds"].items():
        accuracies = [epoch["test_accuracy"] for epoch in one["epochs"]]
        ax.plot(range(1, 31), accuracies, label=f"seed {seed}")
        print(f"{name:10} seed {seed}  best {max(accuracies):.4f}", end="")
        print(f"  last {accuracies[-1]:.4f}")
    for value in run["summary"]["published"].values():
        ax.axhline(value, color="black", lw=1, ls=":")
    ax.set(title=name, xlabel="epoch", ylim=(0.5, 1))
    ax.grid()
axes[0].set_ylabel("test_accuracy")
axes[0].legend(loc="lower right")
plt.show()
