"""Forgets the minus sign.

en: the sign is wrong
ja: 符号が逆です
"""

import numpy as np


def softmax(logits):
    log_sum = np.logaddexp.reduce(logits, axis=1)
    return np.exp(logits - log_sum[:, None])


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        each = np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(t)), t]
        return -each.mean()

    def backward(self):
        return (self.p - np.eye(self.p.shape[1])[self.t]) / len(self.t)
