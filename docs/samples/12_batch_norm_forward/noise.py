import json
from pathlib import Path

import numpy as np

text = Path("batch_norm_helps.json").read_text(encoding="utf-8")
runs = [r for r in json.loads(text)["runs"].values() if "group" in r["settings"]]
print("test accuracy in %      at rate 0.3           at its best rate")
for group in (0, 100, 20, 5):
    mine = [run for run in runs if run["settings"]["group"] == group]
    best = max(mine, key=lambda run: np.mean(run["summary"]["looks"][-1]))
    title = f"statistics of {group:3}" if group else "without batch norm"
    print(f"{title:18}", end="")
    for run in (*[r for r in mine if r["settings"]["lr"] == 0.3], best):
        test = {key: 100 * v for key, v in run["summary"]["test_accuracy"].items()}
        spread = f"({test['min']:.1f} to {test['max']:.1f})"
        print(f"    {test['mean']:.1f} {spread}", end="")
    print(f"  {best['settings']['lr']:g}")
known = [r["summary"]["train_accuracy"]["mean"] for r in runs]
rates = [r["settings"]["lr"] for r in runs]
at = [k for k, rate in zip(known, rates, strict=True) if rate == 0.3]
print(f"training images known at rate 0.3: {100 * min(at):.0f} %")
