"""Forgets keepdims in the maximum, which a square batch lets pass.

en: taken away column by column
ja: 列ごとに引かれます
"""

import numpy as np


def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=1))
    return e / e.sum(axis=1, keepdims=True)


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        leads = logits - logits[np.arange(len(t)), t][:, None]
        return np.logaddexp.reduce(leads, axis=1).mean()

    def backward(self):
        return (self.p - np.eye(self.p.shape[1])[self.t]) / len(self.t)
