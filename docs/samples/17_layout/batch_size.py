import json
from pathlib import Path

import matplotlib.pyplot as plt

measured = json.loads(Path("benchmark.json").read_text(encoding="utf-8"))
rows = measured["batch_size"]
batches = [row["batch"] for row in rows]
ms = [row["ms"] for row in rows]
per_image = [row["ms_per_image"] for row in rows]
ratio = max(per_image) / min(per_image)
print(f"ms per image, largest / smallest: {ratio:.1f}")

figure, axes = plt.subplots(figsize=(5.4, 3.4))
line = [ms[-1] * n / batches[-1] for n in batches]
axes.loglog(batches, line, "--", color="C5")
axes.loglog(batches, ms, "o-", color="C0")
axes.set(xlabel="N", ylabel="ms", xticks=batches, xticklabels=batches)
axes.minorticks_off()
plt.show()
