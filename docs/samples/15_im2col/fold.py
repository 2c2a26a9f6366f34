import numpy as np

from lesson_code import im2col


def col2im(col, shape, FH, FW, stride=1, pad=0):
    """Each row back to its window, overlaps added: shape (N, C, H, W)."""
    N, C, H, W = shape
    OH = (H + 2 * pad - FH) // stride + 1
    OW = (W + 2 * pad - FW) // stride + 1
    col = col.reshape(N, OH, OW, C, FH, FW).transpose(0, 3, 4, 5, 1, 2)
    x = np.zeros((N, C, H + 2 * pad, W + 2 * pad), col.dtype)
    for fy, fx in np.ndindex(FH, FW):
        rows = np.s_[fy : fy + stride * OH : stride]
        columns = np.s_[fx : fx + stride * OW : stride]
        x[:, :, rows, columns] += col[:, :, fy, fx]
    return x[:, :, pad : pad + H, pad : pad + W]


n, c, y, x = np.indices((2, 2, 3, 4))
images = 1000.0 * n + 100 * c + 10 * y + x
col = im2col(images, 2, 2)
places = np.argwhere(col == 112)
print("0112 stands in rows, columns", *map(tuple, places.tolist()))
d = np.random.default_rng(0).integers(1, 10, col.shape).astype(float)
terms = [d[row, column] for row, column in places]
home = col2im(d, images.shape, 2, 2)
print(" + ".join(f"{t:.0f}" for t in terms), f"= {home[0, 1, 1, 2]:.0f}")

# Drawing
import matplotlib.pyplot as plt

middle = {"ha": "center", "va": "center"}
thin = {"facecolor": "none", "edgecolor": "C5", "linewidth": 0.6}
figure, axes = plt.subplots(figsize=(5.4, 4.2))
for (i, j), name in np.ndenumerate(images[0, 1]):
    terms = [f"d[{row},{column}]" for row, column in np.argwhere(col == name)]
    axes.add_patch(plt.Rectangle((j, i), 1, 1, **thin))
    axes.text(j + 0.5, i + 0.12, f"{name:04.0f}", weight="bold", **middle)
    axes.text(j + 0.5, i + 0.6, "\n+ ".join(terms), **middle)
    if name == images[0, 1, 1, 2]:
        axes.add_patch(plt.Rectangle((j, i), 1, 1, fill=False, linewidth=3))
axes.set(xlim=(-0.03, 4.03), ylim=(3.03, -0.03))
axes.axis("off")
plt.show()
