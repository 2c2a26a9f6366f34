import matplotlib.pyplot as plt
import numpy as np

from lesson_code import Convolution, numerical_gradient

np.set_printoptions(suppress=True)
x = np.array([[1, 0, 2, 1], [0, 3, 1, 0], [2, 1, 0, 1], [1, 0, 1, 2]], float)
W = np.arange(1.0, 10.0).reshape(3, 3)
dout = np.array([[1.0, 10.0], [100.0, 1000.0]])

dx, dW, db = np.zeros_like(x), np.zeros_like(W), 0.0
for oy, ox in np.ndindex(dout.shape):
    window = np.s_[oy : oy + 3, ox : ox + 3]
    dW += dout[oy, ox] * x[window]
    dx[window] += dout[oy, ox] * W
    db += dout[oy, ox]
print(f"dx =\n{dx}\ndW =\n{dW}\ndb = {db}")

layer = Convolution(W.reshape(1, 1, 3, 3).copy(), np.zeros(1))


def loss(_):
    return float((layer.forward(x.reshape(1, 1, 4, 4))[0, 0] * dout).sum())


measured_dx = numerical_gradient(loss, x)
measured_dW = numerical_gradient(loss, layer.params["W"])[0, 0]
print("dx as measured:", np.allclose(measured_dx, dx))
print("dW as measured:", np.allclose(measured_dW, dW))
loss(x)
ours = layer.backward(dout.reshape(1, 1, 2, 2))[0, 0]
print("dx of our layer:", np.array_equal(ours, dx))


def table(ax, values, title, marked):
    for (row, column), value in np.ndenumerate(values):
        face = "C0" if marked[row, column] else "none"
        ax.add_patch(plt.Rectangle((column, row), 1, 1, fc=face, alpha=0.25, ec="none"))
        ax.add_patch(plt.Rectangle((column, row), 1, 1, fill=False, ec="gray"))
        place = (column + 0.5, row + 0.5)
        ax.text(*place, f"{value:.0f}", ha="center", va="center", size=11)
    ax.set(xlim=(-0.1, 4.1), ylim=(4.1, -0.1), aspect="equal", title=title)
    ax.axis("off")


room = {"left": 0.01, "right": 0.99, "bottom": 0.01, "top": 0.96}
figure, axes = plt.subplot_mosaic(
    "AABB;CCDD;.EE.",
    figsize=(5.4, 8),
    gridspec_kw=room,
    layout="none",
)
for key, (oy, ox) in zip("ABCD", np.ndindex(2, 2), strict=True):
    part, seen = np.zeros((4, 4)), np.zeros((4, 4), bool)
    part[oy : oy + 3, ox : ox + 3] = dout[oy, ox] * W
    seen[oy : oy + 3, ox : ox + 3] = True
    table(axes[key], part, f"dout[{oy}, {ox}] = {dout[oy, ox]:.0f}", seen)
table(axes["E"], dx, "dx = sum", np.zeros((4, 4), bool))
plt.show()
