import json
from pathlib import Path

import numpy as np

text = Path("batch_norm_helps.json").read_text(encoding="utf-8")
runs = [r for r in json.loads(text)["runs"].values() if "place" in r["settings"]]
ways = {"none": "without", "before": "before ReLU", "after": "after ReLU"}
accuracy = {way: {} for way in ways}
curves = {}
print("test accuracy in %, mean of five seeds (smallest to largest);")
print("then the steps until the mean validation accuracy was 93 %")
for way, title in ways.items():
    print(title)
    for run in runs:
        place, rate = run["settings"]["place"], run["settings"]["lr"]
        if place != way or rate > 10:
            continue
        seeds = run["seeds"].values()
        found = 100 * np.array([one["test_accuracy"] for one in seeds])
        accuracy[way][rate] = found
        diverged = run["summary"]["diverged"]
        if diverged:
            best = f", best {found.max():.1f}" if diverged < 5 else ""
            print(f"  rate {rate:5g}: {diverged} of 5 diverged{best}")
            continue
        looks = np.array(run["summary"]["looks"])
        curves[way, rate] = looks
        there = np.flatnonzero(looks >= 0.93)
        steps = f"{25 * (there[0] + 1):3} steps" if len(there) else " not yet"
        spread = f"({found.min():.1f} to {found.max():.1f})"
        print(f"  rate {rate:5g}: {found.mean():4.1f} {spread}  {steps}")

# Drawing
import matplotlib.pyplot as plt

styles = {"none": ("o-", "C1"), "before": ("s-", "C0"), "after": ("^--", "C2")}
for shown in (["none"], list(ways)):
    figure, axes = plt.subplots(figsize=(6, 3))
    for way in shown:
        rates = list(accuracy[way])
        marks, color = styles[way]
        means = [found.mean() for found in accuracy[way].values()]
        axes.plot(rates, means, marks, color=color, label=ways[way])
        for rate, found in accuracy[way].items():
            axes.vlines(rate, found.min(), found.max(), color=color)
    if len(shown) == 1:
        axes.text(3, 50, "?", fontsize=28, ha="center", va="center")
    axes.set_xscale("log")
    axes.set_xlabel("learning rate")
    axes.set_ylabel("accuracy in %")
    axes.set_ylim(-4, 102)
    axes.legend(loc="lower left")
    plt.show()
