import json
from pathlib import Path

import numpy as np

runs = json.loads(Path("activations.json").read_text(encoding="utf-8"))["runs"]
rates = {"1e-2": 0.01, "1e-1": 0.1, "1e0": 1, "1e1": 10}


def best(kind, depth):
    """The rate that validation data choose, and the test accuracies of its seeds."""
    found = {rate: runs[f"{kind}-deep-{depth}-{rate}"] for rate in rates}
    rate = max(found, key=lambda rate: found[rate]["summary"]["validation"]["mean"])
    seeds = found[rate]["seeds"].values()
    return rates[rate], np.array([one["epochs"][-1]["test_accuracy"] for one in seeds])


chosen = {}
for kind, depth in (
    *((kind, depth) for kind in ("relu", "sigmoid") for depth in (2, 5, 10)),
    *((kind, 10) for kind in ("stretched", "centred", "both")),
):
    rate, right = chosen[kind, depth] = best(kind, depth)
    spread = f"{right.min():.1%} to {right.max():.1%}"
    print(f"{kind:10} depth {depth:2}  rate {rate:<4}  test {right.mean():.1%}  ({spread})")

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(5.4, 3))
styles = {"relu": "o-", "sigmoid": "s--", "stretched": "d", "centred": "v", "both": "^"}
for kind, style in styles.items():
    depths = [depth for other, depth in chosen if other == kind]
    means = [chosen[kind, depth][1].mean() for depth in depths]
    aside = {"stretched": -0.3, "centred": 0.3}.get(kind, 0)
    axes.plot(np.array(depths) + aside, means, style, label=kind)
axes.set(xlabel="hidden layers", ylabel="accuracy", ylim=(0, 1), xticks=[2, 5, 10])
axes.grid(axis="y", alpha=0.3)
axes.legend(loc="lower left")
plt.show()
