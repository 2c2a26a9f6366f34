import json
from pathlib import Path

text = Path("search_rates.json").read_text(encoding="utf-8")
runs = json.loads(text)["runs"]
names = {"sgd": "SGD", "momentum": "Momentum", "adam": "Adam"}
budgets = ("1", "2", "3", "5", "13")
print("rates tried     ", "  ".join(f"{k:>12}" for k in budgets))
for depth in (2, 10):
    print(f"{depth} layers")
    for way, name in names.items():
        found = runs[f"{way}-{depth}"]["summary"]
        rows = [found["budgets"][k] for k in budgets]
        texts = [f"{a['mean']:.1%} ± {100 * a['std']:.1f}" for a in rows]
        print(f"  {name:14}", "  ".join(f"{text:>12}" for text in texts))
        tries = found["tries"]
        best = max(tries, key=lambda one: one["valid"]["mean"])
        good = [one["rate"] for one in tries if one["test"]["mean"] > best["test"]["mean"] - 0.02]
        print(f"    best rate {best['rate']:g}; within 2 points: {good}")

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 2, figsize=(7.2, 3), sharey=True)
styles = ("^:", "s--", "o-")
for ax, depth in zip(axes, (2, 10), strict=True):
    for (way, name), style in zip(names.items(), styles, strict=True):
        tries = runs[f"{way}-{depth}"]["summary"]["tries"]
        rates = [one["rate"] for one in tries]
        tests = [one["test"] for one in tries]
        ax.plot(rates, [t["mean"] for t in tests], style, label=name)
        ends = [[t[end] for t in tests] for end in ("min", "max")]
        ax.fill_between(rates, *ends, alpha=0.2)
    ax.set_xscale("log")
    ax.set_title(f"{depth} layers")
    ax.set_xlabel("learning rate")
axes[0].set_ylabel("test accuracy")
axes[0].legend(loc="lower left")
plt.show()
