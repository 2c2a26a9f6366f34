import numpy as np


class Convolution:
    """x (N, C, H, W), W (F, C, FH, FW), b (F,) to y (N, F, OH, OW)."""

    def __init__(self, W, b, stride=1, pad=0):
        self.params = {"W": W, "b": b}
        self.grads = {}
        self.stride, self.pad = stride, pad

    def forward(self, x):
        s, p, (W, b) = self.stride, self.pad, self.params.values()
        _, _, FH, FW = W.shape
        x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        windows = np.lib.stride_tricks.sliding_window_view(x, (FH, FW), axis=(2, 3))
        self.shape = x.shape
        self.windows = windows[:, :, ::s, ::s]  # (N, C, OH, OW, FH, FW)
        y = np.tensordot(self.windows, W, axes=([1, 4, 5], [1, 2, 3]))
        return y.transpose(0, 3, 1, 2) + b.reshape(-1, 1, 1)

    def backward(self, dout):
        s, p, W = self.stride, self.pad, self.params["W"]
        N, F, OH, OW = dout.shape
        _, C, FH, FW = W.shape
        self.grads["b"] = dout.sum(axis=(0, 2, 3))
        self.grads["W"] = np.tensordot(dout, self.windows, axes=([0, 2, 3], [0, 2, 3]))
        parts = np.tensordot(W, dout, axes=([0], [1]))  # (C, FH, FW, N, OH, OW)
        dx = np.zeros(self.shape, dout.dtype)
        for fy, fx in np.ndindex(FH, FW):
            here = dx[:, :, fy : fy + s * OH : s, fx : fx + s * OW : s]
            here += parts[:, fy, fx].transpose(1, 0, 2, 3)
        H, width = self.shape[2:]
        return dx[:, :, p : H - p, p : width - p]
