"""Gives the sum of the batch, not its mean.

en: Is it the sum of the batch?
ja: バッチの合計になっていませんか
"""

import numpy as np


def softmax(logits):
    log_sum = np.logaddexp.reduce(logits, axis=1)
    return np.exp(logits - log_sum[:, None])


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        each = np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(t)), t]
        return each.sum()

    def backward(self):
        return (self.p - np.eye(self.p.shape[1])[self.t]) / len(self.t)
