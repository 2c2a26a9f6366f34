import json
from pathlib import Path

import matplotlib.pyplot as plt

runs = json.loads(Path("batch_norm.json").read_text())["runs"]
styles = {"frozen-bias": "C1-s", "per-channel": "C0--o"}
for name, style in styles.items():
    doses = runs[name]["seeds"]["0"]["doses"]
    added = [dose["dose"] for dose in doses]
    plt.plot(
        added,
        [dose["test_accuracy"] for dose in doses],
        style,
        label=name,
        markersize=5,
    )
plt.xscale("log")
plt.xlabel("b + ...")
plt.ylabel("test_accuracy")
plt.ylim(0, 1.03)
plt.grid()
plt.legend()
plt.show()
