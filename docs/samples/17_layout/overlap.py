import numpy as np


class Convolution:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        (N, C, H, W), (F, _, size, _) = x.shape, self.W.shape
        OH, OW = H - size + 1, W - size + 1
        rows = np.empty((H, size, C, OW, N), x.dtype)
        for fx in range(size):
            rows[:, fx] = x[:, :, :, fx : fx + OW].transpose(2, 1, 3, 0)
        rows = rows.reshape(H, size * C, OW * N)
        views = np.lib.stride_tricks.sliding_window_view(rows, size, axis=0)
        self.windows = views.transpose(0, 3, 1, 2).reshape(OH, -1, OW * N)
        filters = self.W.transpose(0, 2, 3, 1).reshape(F, -1)
        y = filters @ self.windows + self.b[:, np.newaxis]
        return y.reshape(OH, F, OW, N).transpose(3, 1, 0, 2)

    def backward(self, dout):
        (F, C, size, _), OH = self.W.shape, dout.shape[2]
        dout = dout.transpose(2, 1, 3, 0).reshape(OH, F, -1)
        dW = (dout @ self.windows.transpose(0, 2, 1)).sum(axis=0)
        self.dW = dW.reshape(F, size, size, C).transpose(0, 3, 1, 2)
        self.db = dout.sum(axis=(0, 2))


if __name__ == "__main__":
    import lesson_code

    rng = np.random.default_rng(0)
    x = rng.standard_normal((100, 1, 28, 28), dtype=np.float32)
    W = rng.standard_normal((30, 1, 5, 5), dtype=np.float32)
    b = np.zeros(30, np.float32)
    layer, ours = Convolution(W, b), lesson_code.Convolution(W, b)
    y = layer.forward(x)
    windows = layer.windows
    print("windows:", windows.shape, " strides", tuple(s // 4 for s in windows.strides))
    print(f"copied: {28 * 5 * 24 * 100:,} instead of {windows.size:,}")
    print("same numbers:", y.shape, np.allclose(y, ours.forward(x), atol=1e-4))
