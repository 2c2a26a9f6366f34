import numpy as np


class MaxPooling:
    def __init__(self, size, stride=None):
        self.size, self.stride = size, stride or size

    def windows(self, x):
        H, W = x.shape[2:]
        for oy, y in enumerate(range(0, H - self.size + 1, self.stride)):
            for ox, left in enumerate(range(0, W - self.size + 1, self.stride)):
                yield oy, ox, x[:, :, y : y + self.size, left : left + self.size]

    def forward(self, x):
        self.x = x
        values = {}
        for oy, ox, window in self.windows(x):
            flat = window.reshape(*window.shape[:2], -1)
            values[oy, ox] = share * flat.mean(axis=2) + (1 - share) * flat.max(axis=2)
        OH, OW = (n + 1 for n in max(values))
        rows = [np.stack([values[oy, ox] for ox in range(OW)], axis=2) for oy in range(OH)]
        return np.stack(rows, axis=2)

    def backward(self, dout):
        dx = np.zeros_like(self.x)
        given = zip(self.windows(self.x), self.windows(dx), strict=True)
        for (oy, ox, window), (_, _, d) in given:
            for n, c in np.ndindex(window.shape[:2]):
                d[n, c] += share * dout[n, c, oy, ox] / self.size**2
                best = np.unravel_index(window[n, c].argmax(), window.shape[2:])
                d[n, c][best] += (1 - share) * dout[n, c, oy, ox]
        return dx


AXES = [0, *("nchw".index(name) for name in order.split(", "))]


class Flatten:
    def forward(self, x):
        self.shape = x.shape
        return x.transpose(AXES).reshape(len(x), -1)

    def backward(self, dout):
        shape = [self.shape[axis] for axis in AXES]
        return dout.reshape(shape).transpose(np.argsort(AXES))
