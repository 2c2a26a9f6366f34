import numpy as np

N, C, H, W = 3, 1, 2, 2
n, c, y, x = np.indices((N, C, H, W))
first = (1000 * n + 100 * c + 10 * y + x).astype(np.float32)
last = np.ascontiguousarray(first.transpose(1, 2, 3, 0)).transpose(3, 0, 1, 2)

print("shapes:", first.shape, last.shape)
print("same numbers:", np.array_equal(first, last))
for name, array in (("first", first), ("last", last)):
    print(f"{name:5} strides", tuple(stride // 4 for stride in array.strides))

# Drawing
import matplotlib.pyplot as plt

colors = ["#9ecae9", "#f9c6a4", "#b7e0c3"]
middle = {"ha": "center", "va": "center", "size": 12}


def cell(ax, left, bottom, value):
    color = colors[int(value) // 1000]
    ax.add_patch(plt.Rectangle((left, bottom), 1, 1, facecolor=color, edgecolor="k"))
    ax.text(left + 0.5, bottom + 0.5, f"{value:04.0f}", **middle)


fig, axes = plt.subplots(3, figsize=(6.4, 4.4), height_ratios=[2.1, 2, 1.7])
for number, row, column in np.ndindex(N, H, W):
    cell(axes[0], 4 * number + column + 1, 1 - row, first[number, 0, row, column])
for ax, array in zip(axes[1:], (first, last), strict=True):
    memory = array.ravel(order="K")
    for place, value in enumerate(memory):
        cell(ax, place, 0, value)
    step = int(np.flatnonzero(memory == 1000)[0])
    arrow = {"arrowstyle": "->", "connectionstyle": "arc3,rad=-0.25", "lw": 1.5}
    ax.annotate("", (step + 0.5, 1.02), (0.5, 1.02), arrowprops=arrow)
    ax.text(step / 2 + 0.5, 1.2 + 0.13 * step, f"$+{step}$", ha="center", va="bottom")
for ax, top in zip(axes, (2.05, 2.4, 2), strict=True):
    ax.set(xlim=(-0.05, 12.05), ylim=(-0.05, top))
    ax.axis("off")
plt.show()
