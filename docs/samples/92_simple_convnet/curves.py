import json
from pathlib import Path

import matplotlib.pyplot as plt

run = json.loads(Path("simple_convnet.json").read_text())["runs"]["simple-convnet"]
for seed, one in run["seeds"].items():
    accuracies = [epoch["test_accuracy"] for epoch in one["epochs"]]
    number = range(1, len(accuracies) + 1)
    plt.plot(number, accuracies, "-o", markersize=3, label=f"seed {seed}")
    print(f"seed {seed}  best {max(accuracies):.4f}  last {accuracies[-1]:.4f}")

plt.axhline(run["summary"]["quoted"], color="black", lw=1, ls=":")
plt.xticks([1, 5, 10, 15, 20])
plt.xlabel("epoch")
plt.ylabel("test_accuracy")
plt.ylim(0.95, 1)
plt.grid()
plt.legend()
plt.show()
