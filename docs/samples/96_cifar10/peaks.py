import json
from pathlib import Path

runs = json.loads(Path("cifar10_ladder.json").read_text(encoding="utf-8"))["runs"]
print("right of 5000 validation images, after epoch")
print("  peak      1      2      3      4      5")
for run in runs.values():
    if run["settings"].get("search"):
        (one,) = run["seeds"].values()
        found = [epoch["validation_accuracy"] for epoch in one["epochs"]]
        print(f"{run['settings']['lr']:6.2f}", *(f"{share:6.1%}" for share in found))
