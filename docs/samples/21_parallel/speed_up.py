import json
from pathlib import Path

measured = json.loads(Path("workers.json").read_text(encoding="utf-8"))
titles = {"simple_convnet_100": "N = 100", "simple_convnet_1000": "N = 1000"}
names = ("blas_2", "threads_2", "processes_2", "dask_2")

print("speed-up on two cores")
for task, title in titles.items():
    ways = measured[task]["ways"]
    print(f"{title}: one worker takes {ways['blas_1']['ms']:.0f} ms a step")
    for name in names:
        print(f"  {name:12} {ways[name]['speed_up']:5.2f}")

# Drawing
import matplotlib.pyplot as plt

styles = {"threads": "o-", "processes": "s--", "dask": "^:"}
figure, boards = plt.subplots(2, figsize=(5.4, 5), sharex=True)
for axes, (task, title) in zip(boards, titles.items(), strict=True):
    ways = measured[task]["ways"]
    for kind, style in styles.items():
        points = [ways[f"{kind}_{n}"] for n in (1, 2, 4)]
        speed_ups = [point["speed_up"] for point in points]
        axes.plot((1, 2, 4), speed_ups, style, label=kind)
    blas = ways["blas_2"]["speed_up"]
    axes.axhline(blas, color="C3", linestyle="-.", linewidth=1, label="BLAS, 2 threads")
    axes.axhline(1, color="C5", linewidth=0.8)
    axes.set(title=f"${title}$", ylabel="$S_n$", ylim=(0, 2.1), xticks=[1, 2, 4])
boards[1].set(xlabel="$n$")
boards[0].legend(loc="upper center", ncols=2, fontsize="small")
plt.show()
