import json
from pathlib import Path

import numpy as np

from lesson_code import he

runs = json.loads(Path("cifar10_ladder.json").read_text(encoding="utf-8"))["runs"]
end = np.array(runs["mnist"]["seeds"]["0"]["filters"])  # (30, 3, 5, 5)
start = he(end.shape, np.random.default_rng(0))  # drawn anew, from the seed of that run
learned = end - start


def squares(filters):
    return (filters**2).sum(axis=(1, 2, 3))


def grey(filters):  # share of what is alike in red, green and blue
    return 3 * squares(filters.mean(axis=1, keepdims=True)) / squares(filters)


print("            mean square  grey")
for name, filters in {"start": start, "learned": learned, "end": end}.items():
    mean = squares(filters).mean() / 75  # 3 * 5 * 5 weights
    print(f"{name:11} {mean:11.4f}  {grey(filters).mean():4.2f}")

# Drawing
import matplotlib.pyplot as plt

order = np.argsort(-squares(learned))[:10]  # those that changed most
figure, axes = plt.subplots(3, 10, figsize=(6.4, 2.2))
for row, filters in zip(axes, (start, learned, end), strict=True):
    for ax, k in zip(row, order, strict=True):
        image = filters[k].transpose(1, 2, 0)
        ax.imshow(0.5 + 0.5 * image / np.abs(image).max())  # 0 is a middle grey
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
for ax, name in zip(axes[:, 0], ("start", "learned", "end"), strict=True):
    ax.set_ylabel(name, rotation=0, ha="right", va="center", fontsize=10)
plt.show()
