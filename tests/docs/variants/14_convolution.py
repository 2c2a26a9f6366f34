import numpy as np


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def weights(self, W):
        return W[:, :, ::-1, ::-1] if flipped else W

    def seen(self, fy, fx):
        S, rows, columns = self.stride, fy * apart, fx * apart
        return np.s_[:, :, rows : rows + S * self.OH : S, columns : columns + S * self.OW : S]

    def forward(self, x):
        W, P = self.weights(self.W), self.pad
        self.padded = np.pad(x, ((0, 0), (0, 0), (P, P), (P, P)))
        H, width = self.padded.shape[2:]
        self.OH = (H - apart * (W.shape[2] - 1) - 1) // self.stride + 1
        self.OW = (width - apart * (W.shape[3] - 1) - 1) // self.stride + 1
        y = np.zeros((len(x), len(W), self.OH, self.OW)) + self.b.reshape(-1, 1, 1)
        for fy, fx in np.ndindex(W.shape[2:]):
            y += np.einsum("ncyx,fc->nfyx", self.padded[self.seen(fy, fx)], W[:, :, fy, fx])
        return y

    def backward(self, dout):
        W, P = self.weights(self.W), self.pad
        dW, dx = np.zeros(W.shape), np.zeros_like(self.padded)
        self.db = dout.sum(axis=(0, 2, 3))
        for fy, fx in np.ndindex(W.shape[2:]):
            seen = self.seen(fy, fx)
            dW[:, :, fy, fx] = np.einsum("nfyx,ncyx->fc", dout, self.padded[seen])
            dx[seen] += np.einsum("nfyx,fc->ncyx", dout, W[:, :, fy, fx])
        self.dW = self.weights(dW)
        return dx[:, :, P : dx.shape[2] - P, P : dx.shape[3] - P]
