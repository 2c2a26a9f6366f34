import numpy as np

from lesson_code import col2im, im2col

pixels = np.eye(12).reshape(12, 1, 3, 4)
A = np.array([im2col(pixel[np.newaxis], 2, 2).ravel() for pixel in pixels]).T
cells = np.eye(24).reshape(24, 6, 4)
B = np.array([col2im(cell, (1, 1, 3, 4), 2, 2).ravel() for cell in cells]).T
print("A", A.shape, " B", B.shape, " B is A.T:", np.array_equal(B, A.T))
counts = A.sum(axis=0)
print("A.T @ A is diagonal:", np.array_equal(A.T @ A, np.diag(counts)))

# Drawing
import matplotlib.pyplot as plt

middle = {"ha": "center", "va": "center"}
figure, axes = plt.subplots(figsize=(4.8, 5.8))
axes.spy(A, marker="s", markersize=7, color="C0", aspect="auto")
axes.set_xticks(range(12), [f"{y}{x}" for y, x in np.ndindex(3, 4)])
cells = [f"{row},{column}" for row, column in np.ndindex(6, 4)]
axes.set_yticks(range(24), cells, fontsize=9)
axes.set(ylabel="row, column", xlabel="y x")
axes.set(xlim=(-0.7, 11.7), ylim=(25.3, -0.7))
axes.xaxis.set_label_position("top")
axes.tick_params(bottom=False)
axes.grid(zorder=0)
for j, count in enumerate(counts):
    axes.text(j, 24.6, f"{count:.0f}", color="C1", weight="bold", **middle)
plt.show()
