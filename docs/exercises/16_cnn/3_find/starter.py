import numpy as np

from lesson_code import col2im, im2col, numerical_gradient, relative_error


class MaxPooling:
    """The largest of each 2x2 window: (N, C, H, W) to (N, C, H / 2, W / 2)."""

    def forward(self, x):
        self.shape = N, C, H, W = x.shape
        col = im2col(x, 2, 2, stride=2).reshape(-1, 4)
        self.winner = col.argmax(axis=1)
        y = col[np.arange(len(col)), self.winner]
        return y.reshape(N, C, H // 2, W // 2)  # <- your turn

    def backward(self, dout):
        N, C, H, W = self.shape
        col = np.zeros((dout.size, 4))
        col[np.arange(len(col)), self.winner] = dout.ravel()  # <- your turn
        return col2im(col.reshape(-1, C * 4), self.shape, 2, 2, stride=2)


rng = np.random.default_rng(0)
layer = MaxPooling()
x, dout = rng.standard_normal((2, 3, 4, 6)), rng.standard_normal((2, 3, 2, 3))
y = layer.forward(x)
dx = layer.backward(dout)
measured = numerical_gradient(lambda x: (dout * layer.forward(x)).sum(), x)
print(f"gradient check passes: {relative_error(dx, measured) < 1e-7}")
for c in range(3):
    alone = layer.forward(x[:, c : c + 1])
    print(f"channel {c} as it is alone: {np.array_equal(y[:, c : c + 1], alone)}")
