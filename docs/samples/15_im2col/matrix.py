import numpy as np

from lesson_code import im2col

n, c, y, x = np.indices((2, 2, 3, 4))
images = 1000.0 * n + 100 * c + 10 * y + x
W = np.zeros((1, 2, 2, 2))
W[0, 1, 0, 1] = 1
col = im2col(images, 2, 2)
product = col @ W.reshape(1, -1).T  # (12, 8) @ (8, 1)

# Drawing
import matplotlib.pyplot as plt

middle = {"ha": "center", "va": "center"}
right = {"ha": "right", "va": "center"}
mono = {"family": "monospace", "fontsize": 9}


def cell(axes, i, j, value, color):
    axes.add_patch(plt.Rectangle((j, i), 1, 1, facecolor=color, alpha=0.25))
    text = f"{value:.0f}" if i < 0 else f"{value:04.0f}"
    axes.text(j + 0.5, i + 0.53, text, fontsize=10, **middle)
    if value == images[0, 1, 1, 2]:
        box = {"fill": False, "linewidth": 2}
        axes.add_patch(plt.Rectangle((j + 0.05, i + 0.06), 0.9, 0.88, **box))


figure, axes = plt.subplots(figsize=(5.4, 5.2))
axes.text(-0.2, -2.5, "c fy fx", color="C3", **right)
axes.text(-0.2, -1.6, "W[0]", **right, **mono)
for j, label in enumerate(np.ndindex(2, 2, 2)):
    axes.text(j + 0.5, -2.5, "".join(map(str, label)), color="C3", **middle)
    cell(axes, -2.1, j, W[0][label], "C5")
axes.text(-0.2, -0.5, "n oy ox", color="C0", **right)
axes.text(0, -0.5, "col", va="center", **mono)
axes.text(9.5, -0.5, "y[:, 0]", **middle, **mono)
for i, label in enumerate(np.ndindex(2, 2, 3)):
    axes.text(-0.2, i + 0.5, "".join(map(str, label)), color="C0", **right)
    for j in range(8):
        cell(axes, i, j, col[i, j], f"C{i % 6}")
    cell(axes, i, 9, product[i, 0], f"C{i % 6}")
axes.text(8.5, 6, "=", fontsize=14, **middle)
axes.hlines([6, 6], [-1.5, 9], [8, 10], color="black", linewidth=1.2)
frame = {"fill": False, "linewidth": 2, "linestyle": "--"}
axes.add_patch(plt.Rectangle((5, -2.1), 1, 14.1, **frame))
axes.set(xlim=(-1.8, 10), ylim=(12.1, -3.1))
axes.axis("off")
plt.show()
