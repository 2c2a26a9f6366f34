import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b  # (D, M) and (M,)

    def forward(self, x):  # (N, D)
        self.x = x
        return x @ self.W + self.b  # (N, M)

    def backward(self, dout):  # (N, M)
        self.dW = self.x.T @ dout  # (D, M)
        self.db = dout.sum(axis=0)  # (M,)
        return dout @ self.W.T  # (N, D)


x = np.array([[1.0, 2], [3, 0], [0, 1]])
W = np.array([[1.0, 0, 2, 1], [0, 1, 1, -1]])
b = np.array([10.0, 20.0, 30.0, 40.0])
dout = np.array([[1.0, 0, 2, 0], [0, 1, 0, 3], [4, 0, 0, 1]])

layer = Affine(W, b)
layer.forward(x)
dx = layer.backward(dout)
dW, db = layer.dW, layer.db
print(f"dx {dx.shape}\n{dx}\ndW {dW.shape}\n{dW}\ndb {db.shape}\n{db}")

# Drawing
import matplotlib.pyplot as plt


def draw(left, top, values, name, marked):
    axes.text(left, top - 0.2, name, size=11, weight="bold", va="bottom")
    for (row, column), value in np.ndenumerate(values):
        corner, style = (left + column, top + row), {"edgecolor": "C5", "lw": 0.8}
        if (row, column) in marked:
            axes.add_patch(plt.Rectangle(corner, 1, 1, facecolor="C1", alpha=0.3))
            style = {"edgecolor": "C1", "lw": 2.2, "zorder": 3}
        axes.add_patch(plt.Rectangle(corner, 1, 1, fill=False, **style))
        middle = {"ha": "center", "va": "center", "size": 11}
        axes.text(left + column + 0.5, top + row + 0.5, f"{value:g}", **middle)


def sign(x, y, text):
    axes.text(x, y, text, ha="center", va="center", size=13)


last_column = [(0, 3), (1, 3), (2, 3)]
figure, axes = plt.subplots(figsize=(5.4, 6.9))
draw(0, 0, dout, "dout  n j", [(0, j) for j in range(4)])
sign(4.4, 1.5, "@")
draw(4.8, 0, W.T, "W.T  j i", [(j, 1) for j in range(4)])
sign(7.3, 1.5, "=")
draw(7.8, 0, dx, "dx  n i", [(0, 1)])
draw(0, 5.5, x.T, "x.T  i n", [(0, n) for n in range(3)])
sign(3.45, 6.5, "@")
draw(3.9, 5.5, dout, "dout  n j", last_column)
sign(8.3, 6.5, "=")
draw(8.7, 5.5, dW, "dW  i j", [(0, 3)])
draw(0, 10, np.ones((1, 3)), "1  n", [(0, n) for n in range(3)])
sign(3.45, 10.5, "@")
draw(3.9, 10, dout, "dout  n j", last_column)
sign(8.3, 10.5, "=")
draw(8.7, 10, db[np.newaxis], "db  j", [(0, 3)])
axes.set(xlim=(-0.1, 12.8), ylim=(13.1, -0.9), aspect="equal")
axes.axis("off")
plt.show()
