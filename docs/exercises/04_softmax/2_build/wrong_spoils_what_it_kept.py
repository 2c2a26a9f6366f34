"""Writes into the probabilities that forward kept.

en: A second backward gives something else
ja: backward をもう一度呼ぶと
"""

import numpy as np


def softmax(logits):
    log_sum = np.logaddexp.reduce(logits, axis=1)
    return np.exp(logits - log_sum[:, None])


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        leads = logits - logits[np.arange(len(t)), t][:, None]
        return np.logaddexp.reduce(leads, axis=1).mean()

    def backward(self):
        d = self.p
        d[np.arange(len(d)), self.t] -= 1
        return d / len(d)
