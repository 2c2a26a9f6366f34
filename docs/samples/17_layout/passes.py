import json
from pathlib import Path

measured = json.loads(Path("benchmark.json").read_text(encoding="utf-8"))
layout = measured["layout"]
names = ["relu", "max_2x2", "sum_over_batch"]
times = {}
for name in names:
    times[name] = [layout[name][f"batch_{place}_ms"] for place in ("first", "last")]
print("shape", tuple(layout["shape"]))
for name, (first, last) in times.items():
    print(f"{name:15} first / last: {first / last:.1f}")

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(5.4, 3.2))
for row, (first, last) in enumerate(times.values()):
    axes.barh(row - 0.2, first, 0.36, color="C1", hatch="//", edgecolor="w")
    axes.barh(row + 0.2, last, 0.36, color="C0")
axes.set(yticks=range(3), yticklabels=names, xlabel="ms")
axes.invert_yaxis()
axes.legend(["N, ...", "..., N"])
plt.show()
