import json
from pathlib import Path

text = Path("initial_weights.json").read_text(encoding="utf-8")
ways = {"sgd": "SGD", "adam": "Adam", "batch-norm": "SGD, batch norm"}
edges = {way: {} for way in ways}
for run in json.loads(text)["runs"].values():
    way, depth = run["settings"]["way"], run["settings"]["depth"]
    found = run["summary"]
    low, high = found["smallest"], found["largest"]
    edges[way][depth] = low, high
    seeds = f"{found['train_from_he']}/{found['seeds']} seeds"
    edge = f"{low['mean']:7.4f} to {high['mean']:7.2f}"
    print(f"{ways[way]:15}{depth:3} layers  {seeds}: {edge}")
for depth in (10, 20):
    five = edges["sgd"][5]
    low, high = [edge["mean"] ** (3 / (depth - 2)) for edge in five]
    print(f"SGD {depth:2} layers, predicted from 5: {low:.2f} to {high:.2f}")
step = 4 ** (1 / 8)  # what three bisections leave of a factor 4
low, high = [edge["mean"] for edge in edges["sgd"][20]]
print(f"SGD 20 layers, tried beyond: {low / step:.2f} and {high * step:.2f}")

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(6, 3.4))
styles = ("o-", "C0"), ("s--", "C1"), ("^:", "C2")
for way, (style, color) in zip(ways, styles, strict=True):
    depths = sorted(edges[way])
    for i, label in enumerate((ways[way], None)):
        both = [edges[way][depth][i] for depth in depths]
        mean, *ends = [[edge[key] for edge in both] for key in ("mean", "min", "max")]
        axes.plot(depths, mean, style, color=color, label=label)
        axes.vlines(depths, *ends, color=color, linewidth=2)
axes.axhline(1, color="black", linewidth=0.8)
axes.set_yscale("log")
axes.set_xscale("log")
axes.set_xticks([2, 5, 10, 20], ["2", "5", "10", "20"])
axes.minorticks_off()
axes.set_xlabel("layers")
axes.set_ylabel("times He's")
axes.legend()
plt.show()
