import numpy as np

from lesson_code import convolve_naive, numerical_gradient


def convolve_backward(x, W, dout, stride=1, pad=0):
    N, C, H, width = x.shape
    F, C, FH, FW = W.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx, dW, db = np.zeros_like(padded), np.zeros_like(W), np.zeros(F)
    for n, f, oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        window = np.s_[n, :, top : top + FH, left : left + FW]
        g = dout[n, f, oy, ox]  # one number
        db[f] += g
        dW[f] += g * padded[window]  # (C, FH, FW)
        dx[window] += g * W[f]  # (C, FH, FW)
    return dx[:, :, pad : pad + H, pad : pad + width], dW, db


x = np.array([[1.0, 0, 2, 1], [0, 3, 1, 0], [2, 1, 0, 1], [1, 0, 1, 2]])
W = np.arange(1.0, 10).reshape(3, 3)
dout = np.array([[1.0, 10], [100, 1000]])
x, W, dout = (a[np.newaxis, np.newaxis] for a in (x, W, dout))
dx, dW, db = convolve_backward(x, W, dout)
with np.printoptions(suppress=True):
    print(f"dx =\n{dx[0, 0]}\ndW =\n{dW[0, 0]}\ndb = {db}")

b = np.zeros(1)


def loss(x):
    return float((dout * convolve_naive(x, W, b)).sum())


print("dx as measured:", np.allclose(dx, numerical_gradient(loss, x)))
turned = convolve_naive(dout, W[:, :, ::-1, ::-1], b, pad=2)
print("dx by the turned filter:", np.array_equal(dx, turned))

# Drawing
import matplotlib.pyplot as plt


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
    part[oy : oy + 3, ox : ox + 3] = dout[0, 0, oy, ox] * W[0, 0]
    seen[oy : oy + 3, ox : ox + 3] = True
    table(axes[key], part, f"dout[{oy}, {ox}] = {dout[0, 0, oy, ox]:.0f}", seen)
table(axes["E"], dx[0, 0], "dx = sum", np.zeros((4, 4), bool))
plt.show()
