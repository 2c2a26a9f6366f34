"""Lists of numbers, and what lies outside of the image is skipped."""

import itertools

import numpy as np


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def meetings(self, C, H, width, OH, OW):
        for oy, ox, c in itertools.product(range(OH), range(OW), range(C)):
            for fy, fx in itertools.product(*map(range, self.W.shape[2:])):
                p, q = oy * self.stride + fy - self.pad, ox * self.stride + fx - self.pad
                if 0 <= p < H and 0 <= q < width:
                    yield oy, ox, c, fy, fx, p, q

    def forward(self, x):
        N, C, H, width = x.shape
        F, _, FH, FW = self.W.shape
        OH = (H + 2 * self.pad - FH) // self.stride + 1
        OW = (width + 2 * self.pad - FW) // self.stride + 1
        self.x, self.meets = x, list(self.meetings(C, H, width, OH, OW))
        pixels, W = x.tolist(), self.W.tolist()
        y = [[[[float(b)] * OW for _ in range(OH)] for b in self.b] for _ in range(N)]
        for n, f in itertools.product(range(N), range(F)):
            for oy, ox, c, fy, fx, p, q in self.meets:
                y[n][f][oy][ox] += pixels[n][c][p][q] * W[f][c][fy][fx]
        return np.array(y, x.dtype)

    def backward(self, dout):
        x, W = self.x.tolist(), self.W.tolist()
        dx, dW = (0 * self.x).tolist(), (0 * self.W).tolist()
        for n, image in enumerate(dout.tolist()):
            for f, plane in enumerate(image):
                for oy, ox, c, fy, fx, p, q in self.meets:
                    dW[f][c][fy][fx] += plane[oy][ox] * x[n][c][p][q]
                    dx[n][c][p][q] += plane[oy][ox] * W[f][c][fy][fx]
        self.dW = np.array(dW, dout.dtype)
        self.db = np.array([dout[:, f].sum() for f in range(len(W))], dout.dtype)
        return np.array(dx, dout.dtype)
