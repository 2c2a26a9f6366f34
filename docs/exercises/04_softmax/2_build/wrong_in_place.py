"""Writes into the logits that it was handed.

en: writes into an array that was handed to your function
ja: 渡された配列を書き換えています
"""

import numpy as np


def softmax(logits):
    logits -= logits.max(axis=1)[:, None]
    e = np.exp(logits)
    return e / e.sum(axis=1)[:, None]


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        leads = logits - logits[np.arange(len(t)), t][:, None]
        return np.logaddexp.reduce(leads, axis=1).mean()

    def backward(self):
        return (self.p - np.eye(self.p.shape[1])[self.t]) / len(self.t)
