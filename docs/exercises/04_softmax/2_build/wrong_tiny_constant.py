"""Adds the smallest constant that float64 bears.

en: take the logarithm on paper
ja: 先に紙の上で
"""

import numpy as np


def softmax(logits):
    log_sum = np.logaddexp.reduce(logits, axis=1)
    return np.exp(logits - log_sum[:, None])


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        return -np.log(self.p[np.arange(len(t)), t] + 1e-300).mean()

    def backward(self):
        return (self.p - np.eye(self.p.shape[1])[self.t]) / len(self.t)
