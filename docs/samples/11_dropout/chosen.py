import json
from pathlib import Path

text = Path("overfitting.json").read_text(encoding="utf-8")
runs = json.loads(text)["runs"]
names = ["plain", "decay-1e-3", "decay-1e-2", "decay-3e-2", "inputs-too"]
names += [f"dropout-{tenth}" for tenth in range(1, 9)]
print(f"{len(names)} settings, 100 validation images")
for seed in ("0", "1", "2", "3", "4"):
    last = {name: runs[name]["seeds"][seed]["looks"][-1] for name in names}
    chosen = max(names, key=lambda name: last[name]["validation"])
    validation, test = [100 * last[chosen][kind] for kind in ("validation", "test")]
    print(f"seed {seed}: {chosen:10} validation {validation:.0f} %, test {test:.1f} %")

means = {name: runs[name]["summary"]["last"] for name in names}  # over five seeds
chosen = max(names, key=lambda name: means[name]["validation"]["mean"])
validation = 100 * means[chosen]["validation"]["mean"]
test = 100 * means[chosen]["test"]["mean"]
print(f"all five: {chosen}, validation {validation:.1f} %, test {test:.1f} %")
