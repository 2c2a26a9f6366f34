import json
from pathlib import Path

measured = json.loads(Path("benchmark.json").read_text(encoding="utf-8"))
rows = measured["batch_size"]
cheapest = min(rows, key=lambda row: row["ms_per_image"])
for row in rows:
    ratio = row["ms_per_image"] / cheapest["ms_per_image"]
    print(f"{row['batch']:5} images: {ratio:.1f} times the cheapest, per image")

# Drawing
import matplotlib.pyplot as plt

batches = [row["batch"] for row in rows]
figure, axes = plt.subplots(figsize=(5.4, 3.4))
line = [cheapest["ms_per_image"] * n for n in batches]
axes.loglog(batches, line, "--", color="C5")
axes.loglog(batches, [row["ms"] for row in rows], "o-", color="C0")
axes.set(xlabel="N", ylabel="ms", xticks=batches, xticklabels=batches)
axes.minorticks_off()
plt.show()
