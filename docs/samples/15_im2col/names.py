import numpy as np

N, C, H, W = 2, 2, 3, 4
n, c, y, x = np.indices((N, C, H, W))
images = 1000.0 * n + 100 * c + 10 * y + x
window = images[0, :, 0:2, 1:3]  # (C, FH, FW)
with np.printoptions(formatter={"float": "{:04.0f}".format}):
    print("window", window.shape)
    print("in a row", window.reshape(-1))

# Drawing
import matplotlib.pyplot as plt

followed = images[0, 1, 1, 2]
middle = {"ha": "center", "va": "center"}
thin = {"facecolor": "none", "edgecolor": "C5", "linewidth": 0.6}
thick = {"fill": False, "edgecolor": "C1", "linewidth": 3, "linestyle": "--"}
figure, boards = plt.subplots(2, 2, figsize=(5.4, 3.9))
for (n, c), axes in np.ndenumerate(boards):
    for (i, j), name in np.ndenumerate(images[n, c]):
        axes.add_patch(plt.Rectangle((j, i), 1, 1, **thin))
        weight = "bold" if name == followed else "normal"
        axes.text(j + 0.5, i + 0.5, f"{name:04.0f}", weight=weight, **middle)
        if name == followed:
            ring = plt.Circle((j + 0.5, i + 0.5), 0.46, fill=False, linewidth=2)
            axes.add_patch(ring)
    if n == 0:
        axes.add_patch(plt.Rectangle((1, 0), 2, 2, **thick))
    axes.set(xlim=(-0.05, 4.05), ylim=(3.05, -0.05), aspect="equal")
    axes.set_title(f"n={n}  c={c}")
    axes.axis("off")
plt.show()
