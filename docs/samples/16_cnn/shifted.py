import json
from pathlib import Path

import numpy as np

runs = json.loads(Path("convolutions_help.json").read_text(encoding="utf-8"))["runs"]
names = "two", "one", "one-mean", "one-first", "affine"
curves = {}
print("right in %, mean of five seeds; test images moved by")
print("pixels        0     1     2     3     4")
for name in names:
    seeds = runs[name]["seeds"].values()
    curves[name] = 100 * np.array([one["shifted"] for one in seeds])
    print(f"{name:10}", *(f"{mean:5.1f}" for mean in curves[name].mean(axis=0)))

print("\nof 5 seeds, how many have the largest ahead of")
for name in ("one-mean", "one-first"):
    print(f"{name:10}", *(f"{n:5}" for n in (curves["one"] > curves[name]).sum(axis=0)))

# Drawing
import matplotlib.pyplot as plt

for name, style in zip(names, ("D-", "o-", "s--", "v-.", "^:"), strict=True):
    found = curves[name]
    plt.plot(range(5), found.mean(axis=0), style, label=name)
    plt.fill_between(range(5), found.min(axis=0), found.max(axis=0), alpha=0.2)
plt.xlabel("pixels")
plt.ylabel("right, in %")
plt.xticks(range(5))
plt.ylim(0, 100)
plt.legend(loc="lower left")
plt.show()
