import json
from pathlib import Path

text = Path("overfitting.json").read_text(encoding="utf-8")
runs = json.loads(text)["runs"]


def looks(name, early=False):
    for one in runs[name]["seeds"].values():
        best = min(one["looks"], key=lambda look: look["validation_loss"])
        yield best if early else one["looks"][-1]


def line(title, name, base="plain", early=False):
    found, plain = list(looks(name, early)), list(looks(base))
    right = [100 * look["test"] for look in found]
    gains = [100 * (a["test"] - b["test"]) for a, b in zip(found, plain, strict=True)]
    loss = sum(look["test_loss"] for look in found) / len(found)
    gain = f"{sum(gains) / len(gains):+5.1f} ({min(gains):+.1f} to {max(gains):+.1f})"
    print(f"{title:24}{sum(right) / len(right):5.1f} % {gain}  loss {loss:.2f}")


line("300 images", "plain")
line("  early stopping", "plain", early=True)
for decay in ("1e-3", "1e-2", "3e-2"):
    line(f"  weight decay {float(decay)}", f"decay-{decay}")
for tenth in range(1, 9):
    line(f"  dropout {tenth / 10}", f"dropout-{tenth}")
line("  0.5, and 0.2 of inputs", "inputs-too")
for images in (400, 1000, 3000, 10000):
    line(f"{images} images", f"images-{images}")
for images in (1000, 3000, 10000):
    line(f"{images}, dropout 0.5", f"images-{images}-dropout", base=f"images-{images}")
line("300, 20 units wide", "narrow")
line("  dropout 0.5", "narrow-dropout", base="narrow")

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(6, 3.2))
rates = [tenth / 10 for tenth in range(9)]
rows = [[100 * look["test"] for look in looks("plain")]]
for tenth in range(1, 9):
    rows.append([100 * look["test"] for look in looks(f"dropout-{tenth}")])
for i, seed in enumerate(zip(*rows, strict=True)):
    label = None if i else "300 images, a line for each seed"
    axes.plot(rates, seed, "o-", color="C0", alpha=0.45, label=label)
for name, mark, label in (
    ("inputs-too", "^", "0.5, and 0.2 of the inputs"),
    ("images-400", "s", "400 images, no dropout"),
):
    values = [100 * look["test"] for look in looks(name)]
    place = 0.52 if name == "inputs-too" else -0.02
    axes.plot([place] * len(values), values, mark, color="C1", label=label)
axes.set_xlabel("rate of dropout")
axes.set_ylabel("% of test images right")
axes.legend(loc="lower left", fontsize=8)
plt.show()
