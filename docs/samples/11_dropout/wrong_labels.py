import json
from pathlib import Path

text = Path("overfitting.json").read_text(encoding="utf-8")
runs = json.loads(text)["runs"]


def line(title, name, early=False):
    """Mean and range over seeds: training labels learned, test images right."""
    found = []
    for one in runs[name]["seeds"].values():
        best = min(one["looks"], key=lambda look: look["validation_loss"])
        found.append(best if early else one["looks"][-1])
    learned = sum(100 * look["train"] for look in found) / len(found)
    right = [100 * look["test"] for look in found]
    print(f"{title:18}{learned:5.1f} % of its labels learned,", end="")
    print(f" test {sum(right) / len(right):.1f} %", end="")
    print(f"  ({min(right):.1f} to {max(right):.1f})")


line("plain", "wrong")
line("weight decay 0.03", "wrong-decay")
line("dropout 0.5", "wrong-dropout")
line("early stopping", "wrong", early=True)
line("both of these", "wrong-dropout", early=True)
