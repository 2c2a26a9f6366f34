import json
from pathlib import Path

text = Path("optimizers.json").read_text(encoding="utf-8")
names = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop")
grid = {name: {} for name in names}
for run in json.loads(text)["runs"].values():
    if "steps" in run["settings"]:
        found = run["summary"]["accuracy"]
        grid[run["settings"]["optimizer"]][run["settings"]["lr"]] = found


def good(found, points):
    """Rates at which the mean is within some points of the best."""
    least = max(one["mean"] for one in found.values()) - points / 100
    rates = [lr for lr in sorted(found) if found[lr]["mean"] >= least]
    return f"{rates[0]:g} to {rates[-1]:g}, x{rates[-1] / rates[0]:g}"


print("           best at rate  within 1 point    within 2 points")
for name, found in grid.items():
    best = max(found, key=lambda lr: found[lr]["mean"])
    top = f"{found[best]['mean']:.1%} {best:7g}"
    print(f"{name:9} {top}  {good(found, 1):17} {good(found, 2)}")
for lr in (0.01, 0.05, 0.1, 0.2, 0.5):
    ours, theirs = grid["momentum"][lr]["mean"], grid["sgd"][10 * lr]["mean"]
    print(f"momentum {lr:<4g} {ours:.1%}   sgd {10 * lr:<3g} {theirs:.1%}")

# Drawing
import matplotlib.pyplot as plt

figure, ax = plt.subplots(figsize=(6, 3.4))
for (name, found), style in zip(grid.items(), "o^sDv", strict=True):
    rates = sorted(found)
    keys = "mean", "min", "max"
    mean, *ends = [[100 * found[lr][key] for lr in rates] for key in keys]
    [line] = ax.plot(rates, mean, style + "-", markersize=4, label=name)
    ax.fill_between(rates, *ends, color=line.get_color(), alpha=0.2)
ax.set_xscale("log")
ax.set_xlabel("rate")
ax.set_ylabel("accuracy in %")
ax.legend()
plt.show()
