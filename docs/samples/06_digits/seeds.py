import json
from pathlib import Path

import numpy as np

text = Path("sigmoid_network.json").read_text(encoding="utf-8")
curves = {}
for name, run in json.loads(text)["runs"].items():
    print(name)
    for seed, one in run["seeds"].items():
        curve = np.array([epoch["test_accuracy"] for epoch in one["epochs"]])
        print(f"  seed {seed}  best {curve.max():.2%}  last {curve[-1]:.2%}")
        curves[name, seed] = curve

# Drawing
import matplotlib.pyplot as plt

styles = ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1))]
figure, boards = plt.subplots(2, figsize=(5.4, 5.6), sharex=True)
for axes, name in zip(boards, ("784-30-10", "784-100-10"), strict=True):
    for seed, style in zip("01234", styles, strict=True):
        curve = curves[name, seed]
        axes.plot(range(1, len(curve) + 1), curve, linestyle=style, label=seed)
    axes.set(title=name, ylim=(0.5, 1), yticks=np.arange(0.5, 1.01, 0.1))
    axes.grid(axis="y", alpha=0.3)
boards[0].legend(title="seed", loc="lower right", ncols=3)
boards[1].set_xlabel("epoch")
plt.show()
