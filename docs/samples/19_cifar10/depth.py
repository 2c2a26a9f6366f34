import json
from pathlib import Path

runs = json.loads(Path("cifar10_depth.json").read_text(encoding="utf-8"))["runs"]
kinds = ("plain", "batch-norm", "skips")
depths = sorted({run["settings"]["depth"] for run in runs.values()})
found = {}
for run in runs.values():
    found[run["settings"]["kind"], run["settings"]["depth"]] = run["summary"]

for title, key, form in (
    ("loss of the last 60 steps", "loss", ".2f"),
    ("right of the training images", "train_accuracy", ".0%"),
    ("gradient of the first filters, at the start", "first_gradient", ".2f"),
):
    print(f"{title}: mean (smallest - largest)")
    print("depth  " + "".join(f"{kind:22}" for kind in kinds).rstrip())
    for depth in depths:
        row = f"{depth:5}  "
        for kind in kinds:
            m = found[kind, depth][key]
            text = f"{m['mean']:{form}} ({m['min']:{form}} - {m['max']:{form}})"
            row += f"{text:22}"
        print(row.rstrip())
    print()

# Drawing
import matplotlib.pyplot as plt

plt.figure(figsize=(5.4, 3.6))
for kind, style in zip(kinds, ("o-", "s--", "D-."), strict=True):
    losses = [found[kind, depth]["loss"] for depth in depths]
    plt.plot(depths, [loss["mean"] for loss in losses], style, label=kind)
    low, high = ([loss[key] for loss in losses] for key in ("min", "max"))
    plt.fill_between(depths, low, high, alpha=0.2)
plt.xticks(depths)
plt.xlabel("layers that learn")
plt.ylabel("training loss, last 60 steps")
plt.grid()
plt.legend()
plt.show()
