"""Sums over indices, and put_along_axis."""

import numpy as np


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1)[..., None])
    return np.einsum("nk,n->nk", e, 1 / np.einsum("nk->n", e))


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.labels = np.reshape(t, (-1, 1))
        self.p = softmax(logits)
        s = logits - np.max(logits, axis=1)[:, None]
        right = np.take_along_axis(s, self.labels, axis=1)
        return (np.log(np.einsum("nk->n", np.exp(s))) - right[:, 0]).mean()

    def backward(self):
        d = np.array(self.p)
        at_right = np.take_along_axis(d, self.labels, axis=1) - 1
        np.put_along_axis(d, self.labels, at_right, axis=1)
        return d / d.shape[0]
