import json

results = json.load(open("initial_weights.json"))["runs"]
ways = {"sgd": "SGD", "adam": "Adam", "batch-norm": "SGD, batch norm"}
edges = {way: {} for way in ways}
for run in results.values():
    way, depth, found = run["settings"]["way"], run["settings"]["depth"], run["summary"]
    edges[way][depth] = [
        [found[edge][figure] for figure in ("mean", "min", "max")]
        for edge in ("smallest", "largest")
    ]
    (low, _, _), (high, _, _) = edges[way][depth]
    seeds = f"{found['train_from_he']} of {found['seeds']} seeds"
    print(f"{ways[way]:16}{depth:3} layers: {low:7.4f} to {high:8.2f}   ({seeds})")

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(6, 3.4))
for way, style in zip(ways, ("o-", "s--", "^:"), strict=True):
    depths = sorted(edges[way])
    for edge in (0, 1):
        mean, least, most = zip(*(edges[way][depth][edge] for depth in depths), strict=True)
        color = {"color": line.get_color(), "label": None} if edge else {"label": ways[way]}
        (line,) = axes.plot(depths, mean, style, **color)
        axes.vlines(depths, least, most, color=line.get_color(), linewidth=2)
axes.axhline(1, color="black", linewidth=0.8)
axes.set_yscale("log")
axes.set_xscale("log")
axes.set_xticks([2, 5, 10, 20], ["2", "5", "10", "20"])
axes.minorticks_off()
axes.set_xlabel("layers of weights")
axes.set_ylabel("times He's")
axes.legend()
plt.show()
