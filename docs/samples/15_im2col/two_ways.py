import matplotlib.pyplot as plt
import numpy as np

from lesson_code import extract_windows

n, c, y, x = np.indices((2, 2, 3, 4))
images = 1000.0 * n + 100 * c + 10 * y + x
windows = extract_windows(images, 2, 2)  # (N, C, FH, FW, OH, OW)

followed = images[0, 1, 1, 2]
middle = {"ha": "center", "va": "center", "fontsize": 10}
thin = {"facecolor": "none", "edgecolor": "C5", "linewidth": 0.5}


def board(axes, title, taken, colors):
    color_of = dict(zip(taken.flat, colors, strict=True))
    for (i, j), name in np.ndenumerate(images[0, 1]):
        axes.add_patch(plt.Rectangle((j, i), 1, 1, **thin))
        if name in color_of:
            tint = {"facecolor": color_of[name], "alpha": 0.25}
            axes.add_patch(plt.Rectangle((j, i), 1, 1, **tint))
            axes.text(j + 0.5, i + 0.52, f"{name:04.0f}", **middle)
        if name == followed:
            ring = plt.Circle((j + 0.5, i + 0.5), 0.46, fill=False, linewidth=2)
            axes.add_patch(ring)
    axes.set(xlim=(-0.05, 4.05), ylim=(3.05, -0.05), aspect="equal")
    axes.set_title(title, fontsize=10)
    axes.axis("off")


figure, boards = plt.subplots(3, 2, figsize=(5.2, 6.0))
for axes, (oy, ox) in zip(boards.flat, np.ndindex(2, 3), strict=True):
    colors = 4 * [f"C{3 * oy + ox}"]
    board(axes, f"oy={oy}  ox={ox}", windows[0, 1, :, :, oy, ox], colors)

figure, boards = plt.subplots(2, 2, figsize=(5.2, 4.0))
for (fy, fx), axes in np.ndenumerate(boards):
    colors = [f"C{k}" for k in range(6)]
    board(axes, f"fy={fy}  fx={fx}", windows[0, 1, fy, fx], colors)
plt.show()
