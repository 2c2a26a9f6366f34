import numpy as np

import lesson_code
from lesson_code import col2im, im2col, numerical_gradient


class MaxPooling:
    """The largest of each size x size window: (N, C, H, W) to (N, C, OH, OW)."""

    def __init__(self, size, stride=None):
        self.size, self.stride = size, stride or size

    def forward(self, x):
        self.shape = N, C, H, W = x.shape
        OH, OW = (H - self.size) // self.stride + 1, (W - self.size) // self.stride + 1
        col = im2col(x, self.size, self.size, self.stride)  # (N OH OW, C size^2)
        col = col.reshape(-1, self.size**2)  # (N OH OW C, size^2)
        self.winner = col.argmax(axis=1)  # (N OH OW C,)
        y = col[np.arange(len(col)), self.winner]
        return y.reshape(N, OH, OW, C).transpose(0, 3, 1, 2)  # (N, C, OH, OW)

    def backward(self, dout):
        N, C, OH, OW = dout.shape
        col = np.zeros((dout.size, self.size**2), dout.dtype)  # (N OH OW C, size^2)
        col[np.arange(len(col)), self.winner] = dout.transpose(0, 2, 3, 1).ravel()
        col = col.reshape(N * OH * OW, C * self.size**2)
        return col2im(col, self.shape, self.size, self.size, self.stride)


x = np.array([[1.0, 3, 2, 0], [4, 0, 2, 2], [0, 1, 5, 1], [2, 6, 1, 3]])
dout = np.array([[10.0, 20], [30, 40]])
pooling = MaxPooling(2)
y = pooling.forward(x.reshape(1, 1, 4, 4))[0, 0]
dx = pooling.backward(dout.reshape(1, 1, 2, 2))[0, 0]
print(f"y =\n{y}\ndx =\n{dx}")
print("sum of dout", dout.sum(), " sum of dx", dx.sum())

rng = np.random.default_rng(0)
for size, stride, H, W in ((2, 2, 6, 8), (3, 2, 7, 5), (2, 1, 4, 4)):
    images = rng.permutation(2 * 3 * H * W).reshape(2, 3, H, W).astype(float)
    ours, own = lesson_code.MaxPooling(size, stride=stride), MaxPooling(size, stride)
    back = rng.standard_normal(ours.forward(images).shape)
    same = np.array_equal(own.forward(images), ours.forward(images))
    got = own.backward(back)

    def loss(x, layer=own, dout=back):
        return (dout * layer.forward(x)).sum()

    slope = numerical_gradient(loss, images)
    right = np.allclose(got, slope)
    print(f"size {size}, stride {stride}: y as ours {same}, gradient right {right}")

# Drawing
import matplotlib.pyplot as plt


def draw(ax, values, name, marked, window):
    side = len(values)
    for (row, column), value in np.ndenumerate(values):
        box, centre = ((column, row), 1, 1), (column + 0.5, row + 0.5)
        ax.add_patch(plt.Rectangle(*box, fill=False, edgecolor="gray"))
        if marked[row, column]:
            ax.add_patch(plt.Rectangle(*box, facecolor="C1", alpha=0.25))
            ax.add_patch(plt.Circle(centre, 0.4, fill=False, edgecolor="C1", lw=2))
        ax.text(*centre, f"{value:g}", ha="center", va="center", size=13)
    for line in range(0, side + 1, window):
        ax.plot([line, line], [0, side], color="black")
        ax.plot([0, side], [line, line], color="black")
    ax.set(xlim=(-0.1, side + 0.1), ylim=(side + 0.1, -0.1), aspect="equal", title=name)
    ax.axis("off")


won = dx != 0
every = np.ones_like(y, dtype=bool)
figure, axes = plt.subplots(2, 2, figsize=(5.4, 5.8), width_ratios=(2, 1))
draw(axes[0, 0], x, "x", won, window=2)
draw(axes[0, 1], y, "\N{RIGHTWARDS ARROW}  y", every, window=1)
draw(axes[1, 0], dx, "dx", won, window=2)
draw(axes[1, 1], dout, "\N{LEFTWARDS ARROW}  dout", every, window=1)
plt.show()
