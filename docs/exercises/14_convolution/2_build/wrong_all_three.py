"""Returns all three gradients.

en: backward returned 3 things
ja: 3 個の値を返し
"""

import numpy as np


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
            self.dW[:, :, fy, fx] = (dy @ pixels).sum(axis=0)  # (N, F, C) to (F, C)
            dpixels = self.W[:, :, fy, fx].T @ dy  # (C, F) @ (N, F, OH*OW)
            dx[seen] += dpixels.reshape(N, C, self.OH, self.OW)
        return dx[:, :, P : H - P, P : width - P], self.dW, self.db
