import json
from pathlib import Path

runs = json.loads(Path("cifar10_ladder.json").read_text(encoding="utf-8"))["runs"]
rungs = {name: run["summary"] for name, run in runs.items() if "test" in run["summary"]}

print("             CPU         right of 10 000 test images, %")
print("rung         min  seeds  mean  (from - to)    gain    two views  training")
before = None
for name, rung in rungs.items():
    test, gain, clear = rung["test"], "", ""
    if before is not None and rung["seeds"] == 3:
        gain = f"{100 * (test['mean'] - before['mean']):+5.1f}"
        apart = test["min"] > before["max"] or test["max"] < before["min"]
        clear = "*" if apart else " "
    print(
        f"{name:11}{rung['cpu_minutes']['mean']:5.1f}  {rung['seeds']:5}"
        f"  {test['mean']:5.1%}  ({100 * test['min']:.1f} - {100 * test['max']:.1f})"
        f"  {gain:5}{clear:1}"
        f"  {rung['two_views']['mean']:8.1%}  {rung['train']['mean']:8.1%}"
    )
    before = test
print("* every seed is on the same side of every seed of the rung above")

# Drawing
import matplotlib.pyplot as plt
from matplotlib.ticker import NullLocator, ScalarFormatter

figure, ax = plt.subplots(figsize=(5.4, 5.6))
names = sorted(rungs, key=lambda name: rungs[name]["test"]["mean"])
minutes = {name: rungs[name]["cpu_minutes"]["mean"] for name in names}
right = max(minutes.values()) * 1.35
height, top = 0.0, 100 * max(rung["test"]["max"] for rung in rungs.values())
bottom = 100 * min(rung["test"]["min"] for rung in rungs.values())
gap = (top - bottom) / 14  # between two names
for name in names:
    test = {key: 100 * value for key, value in rungs[name]["test"].items()}
    height = max(height + gap, test["mean"])
    dot = ax.plot(minutes[name], test["mean"], "o", markersize=8)[0]
    ax.vlines(minutes[name], test["min"], test["max"], color=dot.get_color(), lw=2)
    ax.plot([minutes[name] * 1.03, right], [test["mean"], height], "0.6", lw=0.8)
    label = f"{name} {test['mean']:.1f} %"
    ax.text(right * 1.03, height, label, va="center", fontsize=11)
ax.set_xscale("log")
ax.xaxis.set_major_formatter(ScalarFormatter())
ax.xaxis.set_minor_locator(NullLocator())
ax.set_xticks([n for n in (2, 3, 5, 10, 20, 50, 100) if n < right])
ax.set_xlim(min(minutes.values()) / 1.15, right)
ax.set(xlabel="CPU minutes, one core", ylabel="right of the test images, %")
ax.grid(axis="y")
plt.show()
