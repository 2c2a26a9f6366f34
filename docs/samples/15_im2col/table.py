import numpy as np

from lesson_code import extract_windows

n, c, y, x = np.indices((2, 2, 3, 4))
images = 1000.0 * n + 100 * c + 10 * y + x
windows = extract_windows(images, 2, 2)  # (N, C, FH, FW, OH, OW)

lying = windows[0].reshape(8, 6)  # a row for each weight
turned = windows.transpose(0, 4, 5, 1, 2, 3)[0].reshape(6, 8)
print("turned is lying.T:", np.array_equal(turned, lying.T))
with np.printoptions(formatter={"float": "{:04.0f}".format}):
    print("right:", windows.transpose(0, 4, 5, 1, 2, 3).reshape(12, 8)[0])
    print("wrong:", windows.reshape(12, 8)[0])

# Drawing
import matplotlib.pyplot as plt

WEIGHT = ("c fy fx", "C3", list(np.ndindex(2, 2, 2)))
WINDOW = ("oy ox", "C0", list(np.ndindex(2, 3)))
middle = {"ha": "center", "va": "center"}
right = {"ha": "right", "va": "center"}


def draw(axes, table, rows, columns, title):
    name, color, labels = rows
    axes.text(-0.2, -0.5, name, color=color, **right)
    for i, label in enumerate(labels):
        axes.text(-0.2, i + 0.5, "".join(map(str, label)), color=color, **right)
    name, color, labels = columns
    axes.text(0, -1.4, name, color=color, va="center")
    for j, label in enumerate(labels):
        axes.text(j + 0.5, -0.5, "".join(map(str, label)), color=color, **middle)
    for (i, j), name in np.ndenumerate(table):
        tint = {"facecolor": f"C{i if rows is WINDOW else j}", "alpha": 0.25}
        axes.add_patch(plt.Rectangle((j, i), 1, 1, **tint))
        axes.text(j + 0.5, i + 0.53, f"{name:04.0f}", fontsize=10, **middle)
        if name == images[0, 1, 1, 2]:
            box = {"fill": False, "linewidth": 2.2}
            axes.add_patch(plt.Rectangle((j + 0.05, i + 0.06), 0.9, 0.88, **box))
    height, width = table.shape
    axes.set(xlim=(-1.5, width), ylim=(height + 0.1, -2))
    axes.set_title(title, family="monospace", fontsize=10)
    axes.axis("off")


figure, (before, after) = plt.subplots(2, 1, figsize=(5.4, 6.4), height_ratios=(10, 8))
draw(before, lying, WEIGHT, WINDOW, "windows[0]")
draw(after, turned, WINDOW, WEIGHT, "windows.transpose(0, 4, 5, 1, 2, 3)[0]")
plt.show()
