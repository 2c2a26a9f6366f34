import json
from pathlib import Path

import numpy as np

runs = json.loads(Path("cifar10_ladder.json").read_text(encoding="utf-8"))["runs"]
rungs = {name: run for name, run in runs.items() if "test" in run["summary"]}
curves = {}
print("             parameters   right of the validation images, mean of the seeds")
print("                          epoch 1  epoch 5  epoch 10     last     test images")
for name, run in rungs.items():
    seeds = [one["epochs"] for one in run["seeds"].values()]
    shares = [[epoch["validation_accuracy"] for epoch in one] for one in seeds]
    seconds = [[epoch["cpu_seconds"] for epoch in one] for one in seeds]
    curves[name] = np.cumsum(np.mean(seconds, axis=0)) / 60, np.mean(shares, axis=0)
    after = "  ".join(f"{curves[name][1][k]:7.1%}" for k in (0, 4, 9, -1))
    size, test = run["summary"]["parameters"], run["summary"]["test"]["mean"]
    print(f"{name:11}  {size:10}   {after}  {test:14.1%}")

# Drawing
import matplotlib.pyplot as plt

plt.figure(figsize=(5.4, 4.4))
styles = "o-", "s--", "D-.", "^:", "v-", "P--"
for k, (name, (minutes, share)) in enumerate(curves.items()):
    style = styles[k % len(styles)]
    face = {} if k < len(styles) else {"markerfacecolor": "white"}
    plt.plot(minutes, 100 * share, style, markersize=5, lw=1.5, label=name, **face)
plt.xscale("log")
marks = "0.5", "1", "2", "5", "10", "20", "50", "100"
plt.xticks([float(mark) for mark in marks], marks)
plt.xlim(0.25, 1.1 * max(minutes[-1] for minutes, _ in curves.values()))
plt.minorticks_off()
plt.xlabel("CPU minutes, one core")
plt.ylabel("right of the validation images, %")
plt.grid()
plt.legend(fontsize=9)
plt.show()
