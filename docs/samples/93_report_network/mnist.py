import json
from pathlib import Path

import matplotlib.pyplot as plt

without = json.loads(Path("report_network.json").read_text())["runs"]
with_convolution = json.loads(Path("batch_norm.json").read_text())["runs"]
runs = {
    "affine, arithmetic": without["mnist-no-convolution"],
    "conv, moving": with_convolution["moving"],
}

figure, axes = plt.subplots(2, 2, figsize=(6.4, 5.2), sharex="col", sharey="row")
for (name, run), (above, below) in zip(runs.items(), axes.T, strict=True):
    epochs = run["seeds"]["0"]["epochs"]
    number = [epoch["epoch"] for epoch in epochs]
    above.plot(number, [epoch["loss"] for epoch in epochs], "C1")
    for key, style in {"train_accuracy": "C0-", "test_accuracy": "C5--"}.items():
        below.plot(number, [epoch[key] for epoch in epochs], style, label=key)
        values = [epoch[key] for epoch in epochs]
        print(f"{name:18} {key:14}  first {values[0]:.4f}  last {values[-1]:.4f}")
    above.set(title=name, yscale="log")
    below.set(xlabel="epoch", ylim=(0, 1.03))
    above.grid()
    below.grid()
axes[0, 0].set_ylabel("loss")
ticks = [0.02, 0.05, 0.1, 0.2, 0.5]
axes[0, 0].set_yticks(ticks, [str(tick) for tick in ticks])
axes[0, 0].minorticks_off()
axes[1, 1].legend(loc="lower right")
plt.show()
