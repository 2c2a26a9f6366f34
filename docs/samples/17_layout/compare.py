import json
from pathlib import Path

import matplotlib.pyplot as plt

measured = json.loads(Path("benchmark.json").read_text(encoding="utf-8"))
cnn, mlp = measured["simple_convnet"], measured["sigmoid_mlp"]
bars = {
    "per_sample.py": mlp["loop_ratio"],
    "sigmoid_mlp": 1,
    "textbook.py": cnn["textbook_ratio"],
    "simple_convnet": 1,
    "PyTorch": 1 / cnn["torch_ratio"],
}
for name, ratio in bars.items():
    print(f"{name:15} {ratio:5.1f}")

figure, axes = plt.subplots(figsize=(5.4, 2.8))
colors = ["C1", "C0", "C1", "C0", "C2"]
places = [0, 1, 2.6, 3.6, 4.6]
drawn = axes.barh(places, bars.values(), color=colors)
axes.bar_label(drawn, [f"{ratio:.1f}" for ratio in bars.values()], padding=4)
axes.set(yticks=places, yticklabels=bars, xticks=[])
axes.set_xlim(0, 1.15 * max(bars.values()))
axes.spines["bottom"].set_visible(False)
axes.invert_yaxis()
plt.show()
