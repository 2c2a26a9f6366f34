import numpy as np

from lesson_code import convolve_naive, numerical_gradient, relative_error


class Convolution:
    """x (N, C, H, W), W (F, C, FH, FW), b (F,) to y (N, F, OH, OW)."""

    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def positions(self, size, filter_size):
        room = size + 2 * self.pad - filter_size
        if room < 0 or room % self.stride:
            raise ValueError(f"{room} to move over, {self.stride} at a time")
        return room // self.stride + 1

    def seen(self, fy, fx):
        """Where the pixels lie that weight (fy, fx) of the filters meets."""
        S, OH, OW = self.stride, self.OH, self.OW
        return np.s_[:, :, fy : fy + S * OH : S, fx : fx + S * OW : S]

    def forward(self, x):
        N, C, H, width = x.shape
        F, C, FH, FW = self.W.shape
        P = self.pad
        self.OH, self.OW = self.positions(H, FH), self.positions(width, FW)
        self.padded = np.pad(x, ((0, 0), (0, 0), (P, P), (P, P)))
        y = np.zeros((N, F, self.OH * self.OW), x.dtype)
        for fy, fx in np.ndindex(FH, FW):
            pixels = self.padded[self.seen(fy, fx)].reshape(N, C, -1)
            y += self.W[:, :, fy, fx] @ pixels  # (F, C) @ (N, C, OH*OW)
        return y.reshape(N, F, self.OH, self.OW) + self.b.reshape(-1, 1, 1)

    def backward(self, dout):
        N, C, H, width = self.padded.shape
        F, C, FH, FW = self.W.shape
        P = self.pad
        dy = dout.reshape(N, F, -1)
        self.db = dy.sum(axis=(0, 2))
        self.dW, dx = np.zeros_like(self.W), np.zeros_like(self.padded)
        for fy, fx in np.ndindex(FH, FW):
            seen = self.seen(fy, fx)
            pixels = self.padded[seen].reshape(N, C, -1).transpose(0, 2, 1)
            self.dW[:, :, fy, fx] = (dy @ pixels).sum(axis=0)
            dpixels = self.W[:, :, fy, fx].T @ dy  # (N, C, OH*OW)
            dx[seen] += dpixels.reshape(N, C, self.OH, self.OW)
        return dx[:, :, P : H - P, P : width - P]


rng = np.random.default_rng(0)
x = rng.standard_normal((2, 3, 8, 6))


def check(FH, FW, stride, pad):
    W, b = rng.standard_normal((4, 3, FH, FW)), rng.standard_normal(4)
    layer = Convolution(W, b, stride, pad)
    y = layer.forward(x)
    same = np.allclose(y, convolve_naive(x, W, b, stride, pad))
    dout = rng.standard_normal(y.shape)

    def loss(_):  # x, W and b are moved in place
        return float((dout * layer.forward(x)).sum())

    pairs = (layer.backward(dout), x), (layer.dW, W), (layer.db, b)
    errors = [relative_error(g, numerical_gradient(loss, a)) for g, a in pairs]
    print(f"{FH}x{FW}, stride {stride}, pad {pad}: y {y.shape}", end="")
    print(f"  as the loops {same}, gradients {max(errors) < 1e-7}")


check(3, 3, 1, 1)
check(4, 4, 2, 1)
check(1, 1, 1, 0)

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 3, figsize=(6.4, 2.5), layout="constrained")
for ax, (fy, fx) in zip(axes, ((0, 0), (0, 1), (2, 2)), strict=True):
    for row, column in np.ndindex(5, 5):
        lit = fy <= row < fy + 3 and fx <= column < fx + 3
        face = "C1" if lit else "none"
        ax.add_patch(plt.Rectangle((column, row), 1, 1, fc=face, ec="gray"))
    ax.set(xlim=(-0.1, 5.1), ylim=(5.1, -0.1), aspect="equal")
    ax.set_title(f"W[:, :, {fy}, {fx}]")
    ax.axis("off")
plt.show()
