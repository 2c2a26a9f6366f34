import numpy as np


def batch_last(x):
    return np.moveaxis(np.ascontiguousarray(np.moveaxis(x, 0, -1)), -1, 0)


class Convolution:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        (N, _, H, W), (F, _, size, _) = x.shape, self.W.shape
        x = batch_last(x)
        windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3))
        self.col = windows.transpose(1, 4, 5, 2, 3, 0).reshape(self.W[0].size, -1)
        y = self.W.reshape(F, -1) @ self.col + self.b[:, np.newaxis]
        return y.reshape(F, H - size + 1, W - size + 1, N).transpose(3, 0, 1, 2)

    def backward(self, dout):
        dout = dout.transpose(1, 2, 3, 0).reshape(len(self.W), -1)
        self.dW = (dout @ self.col.T).reshape(self.W.shape)
        self.db = dout.sum(axis=1)


class ReLU:
    def forward(self, x):
        self.positive = x > 0
        return np.clip(x, 0, np.inf)

    def backward(self, dout):
        return dout * self.positive


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.shape = x.shape
        self.x = np.moveaxis(x, 0, -1).reshape(-1, len(x)).T
        return self.x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        dx = self.W @ dout.T
        return np.moveaxis(dx.reshape(*self.shape[1:], -1), -1, 0)


if __name__ == "__main__":

    def show(name, array):
        strides = tuple(stride // array.itemsize for stride in array.strides)
        print(f"{name:24} {array.shape!s:19} {strides}")

    rng = np.random.default_rng(0)
    x = rng.standard_normal((100, 1, 28, 28), dtype=np.float32)
    W = rng.standard_normal((30, 1, 5, 5), dtype=np.float32)
    show("x", x)
    show("batch_last(x)", batch_last(x))
    y = Convolution(W, np.zeros(30, np.float32)).forward(x)
    show("y, the convolution", y)
    relu = ReLU().forward(y)
    show("ReLU", relu)
    affine = Affine(rng.random((30 * 24 * 24, 10), np.float32), np.zeros(10))
    affine.forward(relu)
    show("dx of the affine layer", affine.backward(np.ones((100, 10), np.float32)))
    show("y.copy()", y.copy())
    show("np.ascontiguousarray(y)", np.ascontiguousarray(y))
