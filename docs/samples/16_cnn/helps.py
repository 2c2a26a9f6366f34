import json
from pathlib import Path

import numpy as np

runs = json.loads(Path("convolutions_help.json").read_text(encoding="utf-8"))["runs"]

print("one epoch, five seeds: right in %, mean (smallest to largest)")
for name, run in runs.items():
    found = 100 * np.array([one["test_accuracy"] for one in run["seeds"].values()])
    spread = f"{found.mean():.1f} ({found.min():.1f} to {found.max():.1f})"
    print(f"  {name:10} {run['summary']['parameters']:6} parameters  {spread}")

one, two = runs["one"]["seeds"], runs["two"]["seeds"]
ahead = sum(two[n]["test_accuracy"] > one[n]["test_accuracy"] for n in one)
print(f"two is ahead of one with {ahead} of 5 seeds")
