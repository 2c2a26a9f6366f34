import json
from pathlib import Path

import numpy as np

run = json.loads(Path("batch_norm.json").read_text())["runs"]["surgery"]["seeds"]["0"]
epochs = run["epochs"]
number = np.array([epoch["epoch"] for epoch in epochs])
test = np.array([epoch["test_accuracy"] for epoch in epochs])
repaired = np.array([epoch["operations"]["dead"] for epoch in epochs])
corner = [1e5 * max(epoch["lag"]) for epoch in epochs]
variance = np.array([row.split() for row in run["log10_running_var"][0]], float)

low = test < 0.8
print(f"below 80 % in {low.sum()} epochs, lowest {test.min():.1%}")
print(f"repaired, in these epochs at least {min(repaired[low]):.1%}")
print(f"largest number from the corners {max(corner):.0f}")

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplot_mosaic(
    "ab;cc;dd", figsize=(4.6, 6.4), width_ratios=(1.5, 1), height_ratios=(1, 1, 1.2)
)
axes["a"].plot(number, [epoch["loss"] for epoch in epochs], color="C5")
axes["a"].set(yscale="log", xlabel="epoch")
axes["a"].set_yticks([0.02, 0.1, 0.4], ["0.02", "0.1", "0.4"])
axes["a"].minorticks_off()
never = variance < -20
axes["b"].imshow(np.where(never, np.nan, variance), cmap="gray")
for row, column in np.argwhere(never):
    axes["b"].plot(column, row, "s", color="C1", markersize=3.5)
axes["b"].set(xticks=[], yticks=[])
axes["b"].spines[:].set_visible(False)
axes["c"].plot(number, corner, "C1-")
axes["c"].axhline(0, color="black", lw=1)
axes["c"].set_ylim(-3, 31)
axes["d"].plot(number, repaired, "C0--")
axes["d"].plot(number, test, "C1-")
axes["d"].plot(number, [epoch["train_accuracy"] for epoch in epochs], "k:", lw=1.2)
axes["d"].set(ylim=(0.5, 1.02), xlabel="epoch")
axes["d"].set_yticks([0.5, 0.7, 0.9, 1], ["50 %", "70 %", "90 %", "100 %"])
for name in "cd":
    for epoch in number[low]:
        axes[name].axvspan(epoch - 0.55, epoch + 0.55, color="0.85", lw=0)
titles = {
    "a": "training loss",
    "b": r"$28 \times 28$ places",
    "c": "from the corners",
    "d": "accuracy",
}
for name, title in titles.items():
    axes[name].set_title(f"{name}  {title}", loc="left")
plt.show()
