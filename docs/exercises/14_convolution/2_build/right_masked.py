"""A mask of what each window sees, with where=."""

import numpy as np


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def tiles(self):
        """For each output position the filters laid over a blank image, and the mask."""
        F, C, FH, FW = self.W.shape
        for oy, ox in np.ndindex(self.OH, self.OW):
            top, left = oy * self.stride, ox * self.stride
            laid = np.zeros((F, *self.x.shape[1:]), self.W.dtype)
            laid[:, :, top : top + FH, left : left + FW] = self.W
            mask = np.zeros(self.x.shape[2:], bool)
            mask[top : top + FH, left : left + FW] = True
            yield oy, ox, laid, mask

    def forward(self, x):
        P = self.pad
        self.x = np.zeros((*x.shape[:2], x.shape[2] + 2 * P, x.shape[3] + 2 * P), x.dtype)
        self.x[:, :, P : P + x.shape[2], P : P + x.shape[3]] = x
        self.OH = (self.x.shape[2] - self.W.shape[2]) // self.stride + 1
        self.OW = (self.x.shape[3] - self.W.shape[3]) // self.stride + 1
        y = np.empty((len(x), len(self.W), self.OH, self.OW), x.dtype)
        for oy, ox, laid, mask in self.tiles():
            products = self.x[:, None] * laid
            y[:, :, oy, ox] = self.b + products.sum(axis=(2, 3, 4), where=mask)
        return y

    def backward(self, dout):
        P, shape = self.pad, self.W.shape
        self.db = np.array([g.sum() for g in dout.swapaxes(0, 1)], dout.dtype)
        self.dW, dx = np.zeros_like(self.W), np.zeros_like(self.x)
        for oy, ox, laid, mask in self.tiles():
            g = dout[:, :, oy, ox]
            seen = self.x[:, :, mask].reshape(len(g), *shape[1:])
            self.dW += np.tensordot(g, seen, axes=(0, 0))
            dx += np.tensordot(g, laid, axes=(1, 0))
        return dx[:, :, P : dx.shape[2] - P, P : dx.shape[3] - P]
