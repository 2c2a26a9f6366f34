import json
from pathlib import Path

text = Path("search_rates.json").read_text(encoding="utf-8")
runs = json.loads(text)["runs"]
names = {"sgd": "SGD", "momentum": "Momentum", "adam": "Adam"}
print("rates tried     1           3           13        best rate")
for depth in (2, 10):
    print(f"{depth} layers")
    for way, name in names.items():
        found = runs[f"{way}-{depth}"]["summary"]
        rows = [found["budgets"][k] for k in ("1", "3", "13")]
        texts = [f"{a['mean']:.1%} \u00b1{100 * a['std']:.1f}" for a in rows]
        best = max(found["tries"], key=lambda one: one["valid"]["mean"])
        print(f"  {name:10}", "  ".join(texts), f"  {best['rate']:g}")

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
axes[1].legend(loc="center right")
plt.show()
