import json
from pathlib import Path

text = Path("im2col_times.json").read_text(encoding="utf-8")
runs = json.loads(text)["runs"]
channels = [1, 3, 10, 30]
ways = {"loop": "four loops", "positions": "by position", "im2col": "im2col"}
pairs = ("loop_to_im2col", "positions_to_im2col", "im2col_to_product")


def spreads(kind, name):
    return [runs[f"channels-{C}"]["summary"][kind][name] for C in channels]


print("least-most of five     C", *(f"{C:>10}" for C in channels))
for name in (*pairs, "channels_first_to_last"):
    texts = [f"{s['min']:.3g}-{s['max']:.3g}" for s in spreads("ratios", name)]
    print(f"{name:24}", *(f"{text:>10}" for text in texts))

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(5.4, 3.6))
for (way, name), mark in zip(ways.items(), "sod", strict=True):
    found = spreads("ms", way)
    means = [s["mean"] for s in found]
    ends = [[abs(s[end] - s["mean"]) for s in found] for end in ("min", "max")]
    axes.errorbar(channels, means, ends, fmt=f"{mark}-", capsize=3, label=name)
axes.set(xscale="log", yscale="log", xlabel="C", ylabel="ms")
axes.set_xticks(channels, channels)
axes.minorticks_off()
axes.grid(alpha=0.3)
axes.legend()
plt.show()
