import matplotlib.pyplot as plt
import numpy as np

from lesson_code import BatchNormalization

layer = BatchNormalization(gamma=np.array([4.0]), beta=np.array([1.0]), eps=0)
x = np.array([[1.0], [3], [4], [5], [7]])


def output(x):
    return layer.forward(x, train=True)[:, 0]


slopes = np.empty((5, 5))
for j in range(5):
    step = np.zeros((5, 1))
    step[j] = 1e-5
    slopes[:, j] = (output(x + step) - output(x - step)) / 2e-5

print("y =", output(x))
print("slopes of y (down) against x (across):")
for row in slopes:
    print("".join(f"{slope:6.1f}" for slope in row))
print("rows add up to 0:   ", np.allclose(slopes.sum(axis=1), 0, atol=1e-8))
print("columns add up to 0:", np.allclose(slopes.sum(axis=0), 0, atol=1e-8))

pushed = x.copy()
pushed[4] += 2
_, axes = plt.subplots(2, 1, figsize=(5.4, 3.2))
pairs = [("$x$", x[:, 0], pushed[:, 0]), ("$y$", output(x), output(pushed))]
for ax, (name, before, after) in zip(axes, pairs, strict=True):
    ax.hlines(0, -6, 10, color="C5", lw=1)
    ax.plot(before, 0 * before, "o", color="C0", mfc="none", ms=11, mew=1.6)
    ax.plot(after, 0 * after, "o", color="C1", ms=6)
    for n, (a, b) in enumerate(zip(before, after, strict=True)):
        arrow = {"arrowstyle": "->", "color": "C1", "lw": 2}
        if abs(b - a) > 0.05:
            ax.annotate("", xy=(b, 0.45), xytext=(a, 0.45), arrowprops=arrow)
        ax.text(a, -0.75, f"${name[1]}_{n + 1}$", ha="center", color="C0")
        if abs(b - a) > 0.05:
            ax.text((a + b) / 2, 0.7, f"{b - a:+.1f}".replace("-", "−"), ha="center")
    ax.set(xlim=(-6, 10), ylim=(-1, 1.3), yticks=[])
    ax.spines[["left", "right", "top"]].set_visible(False)
plt.show()
