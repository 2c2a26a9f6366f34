import json
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

text = Path("sigmoid_network.json").read_text(encoding="utf-8")
styles = ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1))]

figure, boards = plt.subplots(2, figsize=(5.4, 6.4), sharex=True)
for axes, (name, run) in zip(boards, json.loads(text)["runs"].items(), strict=True):
    print(name)
    for (seed, one), style in zip(run["seeds"].items(), styles, strict=True):
        curve = np.array([epoch["test_accuracy"] for epoch in one["epochs"]])
        best = curve.argmax()
        found = f"best {curve[best]:.2%} (epoch {best + 1})"
        print(f"  seed {seed}  first {curve[0]:.2%}  {found}  last {curve[-1]:.2%}")
        axes.plot(range(1, len(curve) + 1), curve, linestyle=style, label=seed)
    axes.set(title=name, ylim=(0.5, 1), yticks=np.arange(0.5, 1.01, 0.1))
    axes.grid(axis="y", alpha=0.3)
boards[0].legend(title="seed", loc="lower right", ncols=3)
boards[1].set_xlabel("epoch")
plt.show()
