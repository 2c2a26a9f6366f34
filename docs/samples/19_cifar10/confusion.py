import json
from pathlib import Path

import numpy as np

from lesson_code import CIFAR10_CLASSES

runs = json.loads(Path("cifar10_ladder.json").read_text(encoding="utf-8"))["runs"]
rungs = {name: run for name, run in runs.items() if "test" in run["summary"]}
name = max(rungs, key=lambda name: rungs[name]["summary"]["validation"]["mean"])
seeds = rungs[name]["seeds"].values()
confusion = np.sum([one["confusion"] for one in seeds], axis=0)  # rows: what it is
shares = confusion / confusion.sum(axis=1, keepdims=True)

print(f"{name}, all its seeds together")
for k in np.argsort(-np.diag(shares)):
    print(f"  {CIFAR10_CLASSES[k]:10} {shares[k, k]:6.1%} right")
pairs = confusion + confusion.T
pairs[np.tril_indices(10)] = 0
wrong = confusion.sum() - np.trace(confusion)
print("taken for each other, of all mistakes")
for place in np.argsort(-pairs, axis=None)[:4]:
    a, b = divmod(int(place), 10)
    both = f"{CIFAR10_CLASSES[a]:10} {CIFAR10_CLASSES[b]:10}"
    print(f"  {both} {pairs[a, b] / wrong:6.1%}")

# Drawing
import matplotlib.pyplot as plt

figure, ax = plt.subplots(figsize=(5.4, 5.0))
ax.imshow(100 * shares, cmap="Blues", vmin=0, vmax=30)
for (row, column), share in np.ndenumerate(shares):
    shade = "white" if share > 0.18 else "#111111"
    style = {"ha": "center", "va": "center", "fontsize": 9, "color": shade}
    ax.text(column, row, f"{100 * share:.0f}", **style)
ax.set_xticks(range(10), CIFAR10_CLASSES, rotation=60, ha="right", fontsize=10)
ax.set_yticks(range(10), CIFAR10_CLASSES, fontsize=10)
ax.set(xlabel="answer", ylabel="what it is")
plt.show()
