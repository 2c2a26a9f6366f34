import json
from pathlib import Path

import matplotlib.pyplot as plt

runs = json.loads(Path("batch_norm.json").read_text())["runs"]

figure, axes = plt.subplots(2, 1, figsize=(6, 5.6), sharex=True)
for name, color, style in (("arithmetic", "C1", "-"), ("moving", "C0", "--")):
    epochs = runs[name]["seeds"]["0"]["epochs"]
    number = [epoch["epoch"] for epoch in epochs]
    loss = [epoch["loss"] for epoch in epochs]
    train = [epoch["train_accuracy"] for epoch in epochs]
    test = [epoch["test_accuracy"] for epoch in epochs]
    axes[0].plot(number, loss, color + style, label=name)
    axes[1].plot(number, train, color + style, label=f"{name}, train")
    axes[1].plot(number, test, color + ":", label=f"{name}, test")
    print(f"{name:10}  loss {loss[-1]:.4f}", end="  ")
    print(f"lowest train_accuracy from epoch 3 on {min(train[2:]):.3f}")

axes[0].set(ylabel="loss", yscale="log")
axes[0].set_yticks([0.02, 0.05, 0.1, 0.2, 0.5], ["0.02", "0.05", "0.1", "0.2", "0.5"])
axes[0].minorticks_off()
axes[1].set(ylabel="accuracy", xlabel="epoch", ylim=(0, 1.03))
for ax, place in zip(axes, ("lower left", "lower center"), strict=True):
    ax.grid()
    ax.legend(loc=place, fontsize=9)
plt.show()
