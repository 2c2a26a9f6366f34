"""Keeps the probabilities of the first forward.

en: It belongs to the forward that came last
ja: 直前の forward についての勾配
"""

import numpy as np


def softmax(logits):
    log_sum = np.logaddexp.reduce(logits, axis=1)
    return np.exp(logits - log_sum[:, None])


class SoftmaxCrossEntropy:
    p = None

    def forward(self, logits, t):
        if self.p is None:
            self.p, self.t = softmax(logits), t
        leads = logits - logits[np.arange(len(t)), t][:, None]
        return np.logaddexp.reduce(leads, axis=1).mean()

    def backward(self):
        return (self.p - np.eye(self.p.shape[1])[self.t]) / len(self.t)
