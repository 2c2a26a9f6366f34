"""Lists and Python's own max, and a dictionary."""

import numpy as np


class MaxPooling:
    def __init__(self, size, stride=None):
        self.size, self.stride = size, stride or size

    def forward(self, x):
        self.shape = N, C, H, W = x.shape
        rows = range(0, H - self.size + 1, self.stride)
        columns = range(0, W - self.size + 1, self.stride)
        self.best = {}
        for n in range(N):
            for c in range(C):
                for oy, top in enumerate(rows):
                    for ox, left in enumerate(columns):
                        pixels = [
                            (n, c, top + fy, left + fx)
                            for fy in range(self.size)
                            for fx in range(self.size)
                        ]
                        self.best[n, c, oy, ox] = max(pixels, key=lambda place: x[place])
        y = np.zeros((N, C, len(rows), len(columns)), x.dtype)
        for out, place in self.best.items():
            y[out] = x[place]
        return y

    def backward(self, dout):
        dx = np.zeros(self.shape, dout.dtype)
        for out, place in self.best.items():
            dx[place] += dout[out]
        return dx


class Flatten:
    """Images (N, C, H, W) to features (N, C H W)."""

    def forward(self, x):
        self.shape = x.shape
        return np.array([image.ravel() for image in x])

    def backward(self, dout):
        return dout.reshape(self.shape)
