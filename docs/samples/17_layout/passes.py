import json
from pathlib import Path

import matplotlib.pyplot as plt

measured = json.loads(Path("benchmark.json").read_text(encoding="utf-8"))
layout = measured["layout"]
names = ["relu", "max_2x2", "sum_over_batch"]

print("shape", tuple(layout["shape"]))
figure, axes = plt.subplots(figsize=(5.4, 3.2))
for row, name in enumerate(names):
    first, last = layout[name]["batch_first_ms"], layout[name]["batch_last_ms"]
    print(f"{name:15} first / last: {first / last:.1f}")
    axes.barh(row - 0.2, first, 0.36, color="C1", hatch="//", edgecolor="w")
    axes.barh(row + 0.2, last, 0.36, color="C0")
axes.set(yticks=range(3), yticklabels=names, xlabel="ms")
axes.invert_yaxis()
axes.legend(["N, ...", "..., N"])
plt.show()
