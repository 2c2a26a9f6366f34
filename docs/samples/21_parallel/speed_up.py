import json
from pathlib import Path

import matplotlib.pyplot as plt

measured = json.loads(Path("benchmark.json").read_text(encoding="utf-8"))
rows = measured["workers"]
styles = {"threads": "o-", "processes": "s--", "dask": "^:"}

print("cores:", measured["provenance"]["cores"])
figure, boards = plt.subplots(2, figsize=(5.4, 5), sharex=True)
for axes, batch in zip(boards, (100, 1000), strict=True):
    print(f"N = {batch}")
    for executor, style in styles.items():
        mine = [r for r in rows if (r["executor"], r["batch"]) == (executor, batch)]
        curve = [r["workers"] for r in mine], [r["speed_up"] for r in mine]
        points = (f"n={n}: {s:.1f} " for n, s in zip(*curve, strict=True))
        print(f"  {executor:10}", *points)
        axes.plot(*curve, style, label=executor)
    axes.axhline(1, color="C5", linewidth=0.8)
    axes.set(title=f"$N = {batch}$", ylabel="$S_n$", ylim=(0, 2.1), xticks=[1, 2, 4])
boards[1].set(xlabel="$n$")
boards[0].legend(loc="upper center", ncols=3)
plt.show()
