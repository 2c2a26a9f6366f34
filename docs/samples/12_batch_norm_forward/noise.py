import json
from pathlib import Path

text = Path("batch_norm_helps.json").read_text(encoding="utf-8")
runs = {0: {}, 100: {}, 20: {}, 5: {}}  # by group, then by rate
for run in json.loads(text)["runs"].values():
    settings = run["settings"]
    if "group" in settings:
        runs[settings["group"]][settings["lr"]] = run["summary"]


def spread(summary):
    test = {key: 100 * v for key, v in summary["test_accuracy"].items()}
    return f"{test['mean']:.1f} ({test['min']:.1f} to {test['max']:.1f})"


print("test accuracy in %      at rate 0.3           at its best rate")
for group, by_rate in runs.items():
    best = max(by_rate, key=lambda rate: by_rate[rate]["looks"][-1])
    title = f"statistics of {group:3}" if group else "without batch norm"
    print(f"{title:18}    {spread(by_rate[0.3])}", end="")
    print(f"    {spread(by_rate[best])}  {best:g}")
known = min(by_rate[0.3]["train_accuracy"]["min"] for by_rate in runs.values())
print(f"training images known at rate 0.3: {100 * known:.0f} %")
