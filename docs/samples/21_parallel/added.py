import numpy as np

from lesson_code import load_mnist, simple_convnet

(x, t), _ = load_mnist()
x, t = x[:12].astype(np.float64), t[:12]
net = simple_convnet(np.random.default_rng(0), std=0.1, dtype=np.float64)

parts = {"5/12": slice(0, 5), "4/12": slice(5, 9), "3/12": slice(9, 12)}
shares = []
for part in parts.values():
    _, grads = net.gradients(x[part], t[part])
    shares.append(len(x[part]) / 12 * grads["6.b"])
_, grads = net.gradients(x, t)

# Drawing
import matplotlib.pyplot as plt

figure, boards = plt.subplots(4, figsize=(5.4, 5.4), sharex=True, sharey=True)
for i, (axes, bars) in enumerate(zip(boards, [*shares, sum(shares)], strict=True)):
    axes.bar(range(10), bars, color=f"C{i}" if i < 3 else "#bbbbbb")
    axes.axhline(0, color="k", linewidth=0.8)
    name = [*parts, "+"][i]
    axes.set_ylabel(name, rotation=0, ha="right", va="center")
rings = {"markersize": 9, "fillstyle": "none", "color": "k", "clip_on": False}
boards[3].plot(range(10), grads["6.b"], "o", **rings)
boards[3].set(xticks=range(10), xlabel="k")
plt.show()
