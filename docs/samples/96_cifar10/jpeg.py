import json
from pathlib import Path

names = {
    "one-cycle": "as we have it (75)",
    "moved-75": "again at 75, moved",
    "jpeg-50": "again at 50",
    "jpeg-25": "again at 25",
}
runs = {}
for file in ("cifar10_ladder.json", "cifar10_jpeg.json"):
    runs |= json.loads(Path(file).read_text(encoding="utf-8"))["runs"]
print("                     change   right of the test images")
for name, words in names.items():
    summary = runs[name]["summary"]
    change, test = summary.get("pixels_moved", 0), summary["test"]
    low, high = f"{test['min']:.1%}", f"{test['max']:.1%}"
    print(f"{words:19}  {change:6.1f}   {test['mean']:.1%}, from {low} to {high}")
