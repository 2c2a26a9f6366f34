"""Forgets keepdims in the sum, which a square batch lets pass.

en: divide column by column
ja: 列ごとに割られます
"""

import numpy as np


def softmax(logits):
    e = np.exp(logits - logits.max(1)[:, None])
    return e / e.sum(axis=1)


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        leads = logits - logits[np.arange(len(t)), t][:, None]
        return np.logaddexp.reduce(leads, axis=1).mean()

    def backward(self):
        return (self.p - np.eye(self.p.shape[1])[self.t]) / len(self.t)
