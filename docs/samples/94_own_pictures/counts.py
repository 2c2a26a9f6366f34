import json
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

results = json.loads(Path("own_pictures.json").read_text(encoding="utf-8"))
kinds = {name: run["summary"] for name, run in results["runs"].items()}

print(f"{'kind':34} pictures  as a scan  cleaned  worst dozen")
for name, s in kinds.items():
    print(
        f"{name:34} {s['pictures']:8} {s['as_a_scan']:10} {s['cleaned']:8} {s['worst_dozen']:9}/12"
    )

figure, axes = plt.subplots(figsize=(6.4, 4.6), layout="constrained")
rows = np.arange(len(kinds))
for shift, key, label in ((-0.2, "as_a_scan", "as a scan"), (0.2, "cleaned", "cleaned")):
    share = [s[key] / s["pictures"] for s in kinds.values()]
    axes.barh(rows + shift, share, height=0.4, label=label)
axes.set(yticks=rows, yticklabels=list(kinds), xlim=(0, 1), xlabel="read right")
axes.invert_yaxis()
figure.legend(loc="outside upper center", ncols=2)
plt.show()
