import numpy as np

import lesson_code
from lesson_code import col2im, im2col


class Convolution:
    """x (N, C, H, W), W (F, C, FH, FW), b (F,) to y (N, F, OH, OW), by one product."""

    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        F, C, FH, FW = self.W.shape
        N, C, H, W = self.shape = x.shape
        OH = (H + 2 * self.pad - FH) // self.stride + 1
        OW = (W + 2 * self.pad - FW) // self.stride + 1
        self.col = im2col(x, FH, FW, self.stride, self.pad)  # (N OH OW, C FH FW)
        y = self.col @ self.W.reshape(F, -1).T + self.b  # (N OH OW, F)
        return y.reshape(N, OH, OW, F).transpose(0, 3, 1, 2)  # (N, F, OH, OW)

    def backward(self, dout):
        F, C, FH, FW = self.W.shape
        dy = dout.transpose(0, 2, 3, 1).reshape(-1, F)  # (N OH OW, F)
        self.db = dy.sum(axis=0)  # (F,)
        self.dW = (dy.T @ self.col).reshape(self.W.shape)  # (F, C, FH, FW)
        dcol = dy @ self.W.reshape(F, -1)  # (N OH OW, C FH FW)
        return col2im(dcol, self.shape, FH, FW, self.stride, self.pad)


rng = np.random.default_rng(0)
W, b, x = (rng.standard_normal(shape) for shape in ((4, 3, 3, 3), (4,), (2, 3, 7, 9)))
for stride, pad in ((1, 0), (2, 1)):
    own = Convolution(W, b, stride, pad)
    ours = lesson_code.Convolution(W, b, stride=stride, pad=pad)
    y = own.forward(x)
    dout = rng.standard_normal(y.shape)
    pairs = [(y, ours.forward(x)), (own.backward(dout), ours.backward(dout))]
    pairs += [(own.dW, ours.grads["W"]), (own.db, ours.grads["b"])]
    same = [np.allclose(a, b) for a, b in pairs]
    print(f"stride {stride}, pad {pad}: y {y.shape}, as ours: y, dx, dW, db", *same)
