import json
from pathlib import Path

measured = json.loads(Path("ladder.json").read_text(encoding="utf-8"))
rungs, ours = measured["rungs"], measured["ours"]
print("one thread, median of", measured["rounds"], "rounds, quartiles in brackets")
print(f"{'':12}{'gain':>6}{'':16}{'so far':>8}{'undone':>9}")
for name, rung in list(rungs.items())[1:]:
    low, high = rung["gain_quartiles"]
    gain = f"{rung['gain']:6.2f}  [{low:.2f}, {high:.2f}]"
    print(f"{name:12}{gain:22}{rung['so_far']:8.1f}{rung['undone']:9.2f}")
print(f"{'lesson_code':34}{ours['textbook_ratio']:8.1f}")

# Drawing
import matplotlib.pyplot as plt

share = {name: 100 / rung["so_far"] for name, rung in rungs.items()}
for answer in (False, True):
    figure, axes = plt.subplots(figsize=(5.6, 4.2))
    for row, (name, rung) in enumerate(rungs.items()):
        if not answer and 0 < row < len(rungs) - 1:
            axes.text(2, row, "?", va="center", size=12)
            continue
        high, low = (100 / so_far for so_far in rung["so_far_quartiles"])
        error = [[share[name] - low], [high - share[name]]] if row else None
        axes.barh(row, share[name], xerr=error, color="C0" if row else "C1")
        if row and answer:
            text = f"$\\times${rung['gain']:.2f}"
            axes.text(high + 2, row, text, va="center", size=11)
    axes.set(yticks=range(len(rungs)), yticklabels=rungs, xlim=(0, 105), xlabel="%")
    axes.invert_yaxis()
plt.show()
