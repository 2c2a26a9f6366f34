import json
from pathlib import Path

import numpy as np

runs = json.loads(Path("activations.json").read_text(encoding="utf-8"))["runs"]
kinds, rates = ("relu", "leaky", "tanh", "sigmoid"), ("x1", "x10", "x30")
counts = {}
print("               dead, layers 1 and 2        test")
for kind in kinds:
    for rate in rates:
        each = [one["epochs"][-1] for one in runs[f"{kind}-{rate}"]["seeds"].values()]
        finite = [last for last in each if not last["diverged"]]
        name = f"{kind:8} {rate:4}"
        if not finite:
            print(f"{name}  diverged, all {len(each)} seeds")
            continue
        dead = counts[kind, rate] = np.array([last["dead"] for last in finite])
        right = [last["test_accuracy"] for last in finite]
        layers = "  ".join(f"{n.mean():5.1f} ({n.min()}-{n.max()})" for n in dead.T)
        lost = f"  ({len(each) - len(finite)} diverged)" * (len(finite) < len(each))
        print(f"{name}  {layers:28} {np.mean(right):.1%}{lost}")

print("came back (ReLU, all seeds and epochs)")
for rate in rates:
    every = [e for one in runs[f"relu-{rate}"]["seeds"].values() for e in one["epochs"]]
    back = np.sum([e["came_back"] for e in every], axis=0)
    print(f"  {rate:4} layer 1: {back[0]}, layer 2: {back[1]}")
start = runs["relu-x1"]["summary"]["start"]
print(f"untrained, silent on 100 images: {start['dead_on_100']['mean']:.1f} of 200")
print(f"untrained, silent on 60 000:     {start['dead']['mean']:.1f} of 200")

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
