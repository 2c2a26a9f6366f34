import json
from pathlib import Path

text = Path("overfitting.json").read_text(encoding="utf-8")
runs = json.loads(text)["runs"]
plain = runs["plain"]["seeds"]


def tests(name):
    """Test accuracy of each seed after 1000 steps, in %."""
    return [100 * one["looks"][-1]["test"] for one in runs[name]["seeds"].values()]


def line(name, values):
    """Mean and range over seeds, and the gain over plain, seed by seed."""
    gains = [a - b for a, b in zip(values, tests("plain"), strict=True)]
    mean, gain = sum(values) / len(values), sum(gains) / len(gains)
    print(f"{name:26}{mean:5.1f} %  ({min(values):.1f} to {max(values):.1f})", end="")
    print(f"  {gain:+5.1f}  ({min(gains):+.1f} to {max(gains):+.1f})")


line("300 images, plain", tests("plain"))
early = [min(one["looks"], key=lambda look: look["validation_loss"]) for one in plain.values()]
line("  early stopping", [100 * look["test"] for look in early])
for decay in ("1e-3", "1e-2", "3e-2"):
    line(f"  weight decay {float(decay)}", tests(f"decay-{decay}"))
for tenth in range(1, 9):
    line(f"  dropout {tenth / 10}", tests(f"dropout-{tenth}"))
line("  dropout 0.5, inputs 0.2", tests("inputs-too"))
for images in (400, 1000, 3000, 10000):
    line(f"{images} images", tests(f"images-{images}"))
line("10000 images, dropout 0.5", tests("images-10000-dropout"))
for name in ("narrow", "narrow-dropout"):
    line(name.replace("-d", ", d"), tests(name))

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(6, 3.2))
rates = range(9)
rows = [tests("plain"), *[tests(f"dropout-{tenth}") for tenth in rates[1:]]]
for i, seed in enumerate(zip(*rows, strict=True)):
    axes.plot(
        [r / 10 for r in rates],
        seed,
        "o-",
        color="C0",
        alpha=0.45,
        label=None if i else "300 images",
    )
axes.plot([0.5], [sum(tests("inputs-too")) / 5], "^", color="C1", label="and 0.2 of the inputs")
axes.axhline(
    sum(tests("images-400")) / 5, color="C2", linestyle="--", label="400 images, no dropout"
)
axes.set_xlabel("rate of dropout")
axes.set_ylabel("% of test images right")
axes.legend(loc="lower left")
plt.show()
