"""einsum for each place in the filter."""

import numpy as np


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def places(self):
        S, (OH, OW) = self.stride, self.out
        for fy, fx in np.ndindex(*self.W.shape[2:]):
            yield (fy, fx), np.s_[..., fy : fy + S * OH : S, fx : fx + S * OW : S]

    def forward(self, x):
        self.H, self.width = x.shape[2:]
        self.x = np.pad(x, [(0, 0)] * 2 + [(self.pad,) * 2] * 2)
        self.out = [
            (size - filter_size) // self.stride + 1
            for size, filter_size in zip(self.x.shape[2:], self.W.shape[2:], strict=True)
        ]
        y = np.zeros((len(x), len(self.W), *self.out), x.dtype)
        y += self.b[:, None, None]
        for (fy, fx), seen in self.places():
            y += np.einsum("fc,nchw->nfhw", self.W[..., fy, fx], self.x[seen])
        return y

    def backward(self, dout):
        self.db = np.einsum("nfhw->f", dout)
        self.dW, dx = np.empty_like(self.W), np.zeros_like(self.x)
        for (fy, fx), seen in self.places():
            self.dW[..., fy, fx] = np.einsum("nfhw,nchw->fc", dout, self.x[seen])
            dx[seen] += np.einsum("fc,nfhw->nchw", self.W[..., fy, fx], dout)
        return dx[:, :, self.pad :, self.pad :][:, :, : self.H, : self.width]
