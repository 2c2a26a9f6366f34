import json
from pathlib import Path

import matplotlib.pyplot as plt

seeds = json.loads(Path("report_network.json").read_text())["runs"]["cifar10"]["seeds"]

for seed, one in seeds.items():
    epochs = one["epochs"]
    number = [epoch["epoch"] for epoch in epochs]
    train = [epoch["train_accuracy"] for epoch in epochs]
    test = [epoch["test_accuracy"] for epoch in epochs]
    first = seed == "0"  # which gives each colour its entry in the legend
    plt.plot(number, train, "C0-", lw=1, label="train_accuracy" if first else None)
    plt.plot(number, test, "C5--", lw=1, label="test_accuracy" if first else None)
    best = max(test)
    print(f"seed {seed}  train {train[-1]:.3f}  test {test[-1]:.3f}", end="  ")
    print(f"best test {best:.3f} in epoch {number[test.index(best)]}")

for level in (0.9, 0.6):
    plt.axhline(level, color="black", lw=1, ls=":")
plt.xlabel("epoch")
plt.ylabel("accuracy")
plt.xticks([1, 10, 20, 30, 40, 50])
plt.ylim(0.4, 1)
plt.grid()
plt.legend(loc="center right")
plt.show()
