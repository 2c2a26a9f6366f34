import json
from math import comb, log
from pathlib import Path

import matplotlib.pyplot as plt

run = json.loads(Path("deeper_convnet.json").read_text())["runs"]["deeper"]
bound = sum(comb(9, k) / 2**9 * log(1 + k) for k in range(10)) / 2
print(f"no training loss below {bound:.4f}")

figure, axes = plt.subplots(2, 1, figsize=(6, 5.6), sharex=True)
for seed, one in run["seeds"].items():
    losses = [epoch["loss"] for epoch in one["epochs"]]
    accuracies = [epoch["test_accuracy"] for epoch in one["epochs"]]
    number = range(1, len(losses) + 1)
    axes[0].plot(number, losses, "-o", markersize=3, label=f"seed {seed}")
    axes[1].plot(number, accuracies, "-o", markersize=3, label=f"seed {seed}")
    print(f"seed {seed}  loss {losses[-1]:.4f}", end="  ")
    print(f"best {max(accuracies):.4f}  last {accuracies[-1]:.4f}")

axes[0].axhline(bound, color="black", lw=1, ls=":")
axes[1].axhline(run["summary"]["quoted"], color="black", lw=1, ls=":")
axes[0].set(ylabel="loss", ylim=(0.8, 1.4))
axes[1].set(ylabel="test_accuracy", xlabel="epoch", ylim=(0.97, 1))
axes[1].set_xticks([1, 5, 10, 15, 20])
for ax, place in zip(axes, ("upper right", "lower right"), strict=True):
    ax.grid()
    ax.legend(loc=place)
plt.show()
