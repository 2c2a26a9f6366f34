import json
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

runs = json.loads(Path("batch_norm.json").read_text())["runs"]
epochs = runs["arithmetic"]["seeds"]["0"]["epochs"]
number = [epoch["epoch"] for epoch in epochs]
x_hat = 1e5 * np.array([epoch["lag"] for epoch in epochs])

figure, axes = plt.subplots(2, 1, figsize=(6, 5.6), sharex=True)
for channel, style in enumerate(("C0-o", "C1-s", "C2-^", "C3-d")):
    axes[0].plot(number, x_hat[:, channel], style, markersize=3)
axes[0].axhline(0, color="black", lw=1)
axes[0].set(ylabel=r"$(b - \bar b)\ /\ \sqrt{\epsilon}$", yscale="symlog")
axes[1].plot(number, [epoch["test_accuracy"] for epoch in epochs], "C5-o", markersize=3)
axes[1].set(ylabel="test_accuracy", xlabel="epoch", ylim=(0, 1.03))
for ax in axes:
    ax.grid()
plt.show()

largest = x_hat.max(axis=1)
for epoch, value in zip(epochs, largest, strict=True):
    if epoch["epoch"] in (13, 24, 28, 32, 40, 50):
        line = f"epoch {epoch['epoch']:2}  largest {value:6.1f}"
        print(line, f" test accuracy {epoch['test_accuracy']:.3f}")
