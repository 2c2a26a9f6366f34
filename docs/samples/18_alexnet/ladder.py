import json
from pathlib import Path

import numpy as np

runs = json.loads(Path("lenet_to_alexnet.json").read_text(encoding="utf-8"))["runs"]
LADDER = ["lenet", "full", "xavier", "relu", "he", "max"]
ADDED = ["lrn", "factor", "lrn-strong", "dropout", "augment", "wide"]
BEFORE = dict(zip(LADDER[1:], LADDER, strict=False)) | dict.fromkeys(ADDED, "max")
BEFORE |= {"wide-dropout": "wide", "sigmoid": "xavier"}


def right(data, name, rate=""):
    seeds = runs[f"{data}-{name}{rate}"]["seeds"].values()
    return 100 * np.array([one["final_test_accuracy"] for one in seeds])


for data in ("mnist", "cifar10"):
    print(f"{data:12} train %   test % (min, max)     change  better  seconds")
    for name in ("lenet", *BEFORE):
        found, summary = right(data, name), runs[f"{data}-{name}"]["summary"]
        row = f"{name:12} {100 * summary['train']['mean']:7.1f} {found.mean():8.1f}"
        row += f" ({found.min():.1f}, {found.max():.1f})"
        if name in BEFORE:
            change = found - right(data, BEFORE[name])
            row = f"{row:41}{change.mean():+8.1f}{(change > 0).sum():5} of 3"
        print(f"{row:56}{summary['cpu_seconds']['mean']:8.1f}")
    print("at three times the rate: ", end="")
    faster = {name: right(data, name, "-faster").mean() for name in LADDER}
    print(", ".join(f"{name} {mean:.1f}" for name, mean in faster.items()))
    print()

# Drawing
import matplotlib.pyplot as plt

shown = ["lenet", *BEFORE][:-1]  # sigmoid is far to the left
figure, boards = plt.subplots(1, 2, figsize=(6.4, 4.4), sharey=True)
for axes, data in zip(boards, ("mnist", "cifar10"), strict=True):
    for y, name in enumerate(shown):
        found, colour = right(data, name), "C0" if name in LADDER else "C1"
        axes.plot(found, [y] * len(found), "o", color=colour, alpha=0.6, markersize=5)
        axes.plot(found.mean(), y, "|", color=colour, markersize=14)
    title = {"mnist": "MNIST", "cifar10": "CIFAR-10"}[data]
    axes.set(title=title, xlabel="test accuracy, %")
    axes.grid(axis="x", alpha=0.4)
boards[0].set_yticks(range(len(shown)), shown)
boards[0].invert_yaxis()
plt.show()
