import matplotlib.pyplot as plt
import numpy as np

from lesson_code import col2im, im2col

n, c, row, column = np.indices((2, 2, 3, 4))
x = 1000.0 * n + 100 * c + 10 * row + column
col = im2col(x, 2, 2)

middle = {"ha": "center", "va": "center"}
thin = {"facecolor": "none", "edgecolor": "C5", "linewidth": 0.6}
figure, axes = plt.subplots(figsize=(5.4, 4.2))
for (i, j), name in np.ndenumerate(x[0, 1]):
    terms = [f"d[{row},{column}]" for row, column in np.argwhere(col == name)]
    axes.add_patch(plt.Rectangle((j, i), 1, 1, **thin))
    axes.text(j + 0.5, i + 0.12, f"{name:04.0f}", weight="bold", **middle)
    axes.text(j + 0.5, i + 0.6, "\n+ ".join(terms), **middle)
    if name == x[0, 1, 1, 2]:
        axes.add_patch(plt.Rectangle((j, i), 1, 1, fill=False, linewidth=3))
axes.set(xlim=(-0.03, 4.03), ylim=(3.03, -0.03))
axes.axis("off")

d = np.random.default_rng(0).integers(-9, 10, size=col.shape).astype(float)
home = col2im(d, x.shape, 2, 2)
print(d[1, 7], "+", d[2, 6], "+", d[4, 5], "+", d[5, 4], "=", home[0, 1, 1, 2])
plt.show()
