import json
from pathlib import Path

import numpy as np

text = Path("activations.json").read_text(encoding="utf-8")
runs = json.loads(text)["runs"]
rates = {"1e-2": 0.01, "1e-1": 0.1, "1e0": 1, "1e1": 10}


def best(kind, depth):
    """The rate that validation data choose, and its test accuracies."""
    found = {rate: runs[f"{kind}-deep-{depth}-{rate}"] for rate in rates}
    summaries = {rate: run["summary"] for rate, run in found.items()}
    rate = max(rates, key=lambda rate: summaries[rate]["validation"]["mean"])
    last = [one["epochs"][-1] for one in found[rate]["seeds"].values()]
    return rates[rate], np.array([epoch["test_accuracy"] for epoch in last])


chosen = {}
for kind in ("relu", "sigmoid", "stretched", "centred", "both"):
    for depth in (2, 5, 10) if kind in ("relu", "sigmoid") else (10,):
        rate, right = chosen[kind, depth] = best(kind, depth)
        print(f"{kind:10} depth {depth:2}  rate {rate:<4}", end="  ")
        print(f"test {right.mean():.1%}  ({right.min():.1%} to {right.max():.1%})")

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
