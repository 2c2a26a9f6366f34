import json
from pathlib import Path

text = Path("optimizers.json").read_text(encoding="utf-8")
names = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop")
grid = {name: {} for name in names}
for run in json.loads(text)["runs"].values():
    if "steps" in run["settings"]:
        found = run["summary"]["accuracy"]
        grid[run["settings"]["optimizer"]][run["settings"]["lr"]] = found

print("            best  at rate   within 1 point   at 0.01")
for name, found in grid.items():
    rates = sorted(found)
    best = max(rates, key=lambda lr: found[lr]["mean"])
    most = found[best]["mean"]
    good = [lr for lr in rates if found[lr]["mean"] >= most - 0.01]
    span = f"{good[0]:g} to {good[-1]:g}"
    at = found[0.01]["mean"]
    print(f"{name:9} {most:7.1%}  {best:7g}   {span:15}  {at:7.1%}")

# Drawing
import matplotlib.pyplot as plt

figure, ax = plt.subplots(figsize=(6.6, 3.2))
for (name, found), style in zip(grid.items(), "o^sDv", strict=True):
    rates = sorted(found)
    mean, low, high = ([100 * found[lr][key] for lr in rates] for key in ("mean", "min", "max"))
    [line] = ax.plot(rates, mean, style + "-", markersize=4, label=name)
    ax.fill_between(rates, low, high, color=line.get_color(), alpha=0.2)
ax.set_xscale("log")
ax.set_xlabel("rate")
ax.set_ylabel("accuracy in %")
ax.legend()
plt.show()
