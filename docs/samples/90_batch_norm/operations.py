import json
from pathlib import Path

import matplotlib.pyplot as plt

runs = json.loads(Path("batch_norm.json").read_text())["runs"]
epochs = runs["surgery"]["seeds"]["0"]["epochs"]

styles = {
    "none": "C5-o",
    "control": "C4x:",
    "dead": "C1-s",
    "ordinary": "C3-d",
    "means": "C0-^",
}
for name, style in styles.items():
    plt.plot(
        [epoch["epoch"] for epoch in epochs],
        [epoch["operations"][name] for epoch in epochs],
        style,
        label=name,
        markersize=5,
    )
plt.xlabel("epoch")
plt.ylabel("test_accuracy")
plt.ylim(0.25, 1)
plt.grid()
plt.legend()
plt.show()
