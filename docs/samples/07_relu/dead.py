import json
from pathlib import Path

import numpy as np

text = Path("activations.json").read_text(encoding="utf-8")
runs = json.loads(text)["runs"]
kinds, rates = ("relu", "leaky", "tanh", "sigmoid"), ("x1", "x10", "x30")
counts = {}
print("               dead in layer 1   dead in layer 2    test")
for kind in kinds:
    for rate in rates:
        seeds = runs[f"{kind}-{rate}"]["seeds"].values()
        last = [one["epochs"][-1] for one in seeds]
        row = f"{kind:8} {rate:4}"
        if all(epoch["diverged"] for epoch in last):
            print(f"{row}  diverged, all {len(last)} seeds")
            continue
        dead = counts[kind, rate] = np.array([epoch["dead"] for epoch in last])
        for n in dead.T:
            row += f"  {n.mean():5.1f} {f'({n.min()}-{n.max()})':9}"
        right = np.mean([epoch["test_accuracy"] for epoch in last])
        print(f"{row}  {right:.1%}")

print("came back (ReLU, all seeds and epochs)")
for rate in rates:
    seeds = runs[f"relu-{rate}"]["seeds"].values()
    each = [epoch["came_back"] for one in seeds for epoch in one["epochs"]]
    back = np.sum(each, axis=0)
    print(f"  {rate:4} layer 1: {back[0]}, layer 2: {back[1]}")
start = runs["relu-x1"]["summary"]["start"]
print("untrained, silent units of 200")
print(f"  on 100 images: {start['dead_on_100']['mean']:.1f}")
print(f"  on all 60 000: {start['dead']['mean']:.1f}")

# Drawing
import matplotlib.pyplot as plt

figure, boards = plt.subplots(2, figsize=(5.4, 5), sharex=True)
markers = dict(zip(kinds, "osd^", strict=True))
for layer, axes in enumerate(boards):
    for k, kind in enumerate(kinds):
        for place, rate in enumerate(rates):
            if (kind, rate) in counts:
                n = counts[kind, rate][:, layer]
                label = kind if place == 0 else None
                at = np.full(len(n), place + (k - 1.5) * 0.15)
                axes.plot(at, n, markers[kind], color=f"C{k}", alpha=0.7, label=label)
    axes.set(ylabel=f"dead in layer {layer + 1}", ylim=(-5, 105))
    axes.grid(axis="y", alpha=0.3)
boards[0].legend(loc="upper left", ncols=2)
boards[1].set_xticks(range(3), ["0.1", "1", "3"])
boards[1].set_xlabel("learning rate")
plt.show()
