import numpy as np

x = np.array([[1.0, 2], [3, 0], [0, 1]])
W = np.array([[1.0, 0, 2, 1], [0, 1, 1, -1]])
b = np.array([10.0, 20.0, 30.0, 40.0])
N, D = x.shape
D, M = W.shape

y = np.zeros((N, M))
for n in range(N):
    for j in range(M):
        for i in range(D):
            y[n, j] += x[n, i] * W[i, j]
        y[n, j] += b[j]

print(f"x {x.shape}  W {W.shape}  b {b.shape}  y {y.shape}")
print(y)
print("same as x @ W + b:", np.array_equal(y, x @ W + b))

# Drawing
import matplotlib.pyplot as plt


def draw(left, top, values, name, marked):
    axes.text(left, top - 0.2, name, size=12, weight="bold", va="bottom")
    for (row, column), value in np.ndenumerate(values):
        corner, style = (left + column, top + row), {"edgecolor": "C5", "lw": 0.8}
        if (row, column) in marked:
            axes.add_patch(plt.Rectangle(corner, 1, 1, facecolor="C1", alpha=0.3))
            style = {"edgecolor": "C1", "lw": 2.2, "zorder": 3}
        axes.add_patch(plt.Rectangle(corner, 1, 1, fill=False, **style))
        middle = {"ha": "center", "va": "center", "size": 12}
        axes.text(left + column + 0.5, top + row + 0.5, f"{value:g}", **middle)


figure, axes = plt.subplots(figsize=(4.6, 6.6))
draw(3, 0, W, "W (2, 4)", [(0, 2), (1, 2)])
draw(0, 3, x, "x (3, 2)", [(0, 0), (0, 1)])
draw(3, 3, x @ W, "x @ W (3, 4)", [(0, 2)])
draw(3, 7, b[np.newaxis], "+ b (4,)", [(0, 2)])
draw(3, 9, y, "= y (3, 4)", [(0, 2)])
axes.set(xlim=(-0.1, 7.1), ylim=(12.1, -0.9), aspect="equal")
axes.axis("off")
plt.show()
