import json
from pathlib import Path

import numpy as np

runs = json.loads(Path("lenet_to_alexnet.json").read_text(encoding="utf-8"))["runs"]
BEFORE = {"full": "lenet", "xavier": "full", "relu": "xavier", "he": "relu", "max": "he"}
BEFORE |= {"sigmoid": "xavier", "wide-dropout": "wide"}  # the others: "max"


def test(name):
    found = [one["final_test_accuracy"] for one in runs[name]["seeds"].values()]
    return 100 * np.array(found)


for data in ("mnist", "cifar10"):
    print(f"{data:14} train %   test % (smallest, largest)   change   better   seconds")
    for name, run in runs.items():
        if not name.startswith(data):
            continue
        own, summary = name.split("-", 1)[1], run["summary"]
        found, train = test(name), 100 * summary["train"]["mean"]
        row = f"  {own:12} {train:7.1f}  {found.mean():7.1f} ({found.min():.1f}, {found.max():.1f})"
        if own != "lenet":
            change = found - test(f"{data}-{BEFORE.get(own, 'max')}")
            row += f"{change.mean():+13.1f}   {(change > 0).sum()} of {len(change)}"
        print(f"{row:58} {summary['cpu_seconds']['mean']:8.0f}")

# Drawing
import matplotlib.pyplot as plt

figure, boards = plt.subplots(1, 2, figsize=(6.4, 4.2), sharey=True)
names = [name.split("-", 1)[1] for name in runs if name.startswith("cifar10")]
for axes, data in zip(boards, ("mnist", "cifar10"), strict=True):
    for y, name in enumerate(names):
        found = test(f"{data}-{name}")
        colour = "C0" if name in ("lenet", "full", "xavier", "relu", "he", "max") else "C1"
        axes.plot(found, [y] * len(found), "o", color=colour, alpha=0.6, markersize=5)
        axes.plot(found.mean(), y, "|", color=colour, markersize=14)
    axes.set(title={"mnist": "MNIST", "cifar10": "CIFAR-10"}[data], xlabel="test accuracy, %")
    axes.grid(axis="x", alpha=0.4)
boards[0].set_yticks(range(len(names)), names)
boards[0].invert_yaxis()
plt.show()
