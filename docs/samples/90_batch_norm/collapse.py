import json
from pathlib import Path

import matplotlib.pyplot as plt

runs = json.loads(Path("batch_norm.json").read_text())["runs"]
epochs = runs["arithmetic"]["seeds"]["0"]["epochs"]
number = [epoch["epoch"] for epoch in epochs]

figure, axes = plt.subplots(2, 1, figsize=(6, 5.6), sharex=True)
axes[0].plot(number, [epoch["loss"] for epoch in epochs], "C1")
for key, style in {"train_accuracy": "C0-", "test_accuracy": "C5--"}.items():
    axes[1].plot(number, [epoch[key] for epoch in epochs], style, label=key)

axes[0].set(ylabel="loss", yscale="log")
axes[1].set(ylabel="accuracy", xlabel="epoch", ylim=(0, 1.03))
axes[1].legend(loc="lower left")
for ax in axes:
    ax.grid()
plt.show()

worst = min(epochs, key=lambda epoch: epoch["train_accuracy"])
for epoch in (epochs[0], worst, epochs[-1]):
    print(f"epoch {epoch['epoch']:2}  loss {epoch['loss']:.4f}", end="  ")
    print(f"train_accuracy {epoch['train_accuracy']:.3f}")
