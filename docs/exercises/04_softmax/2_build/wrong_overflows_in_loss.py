"""The loss is written with exponentials that overflow.

en: In which line does infinity come up first?
ja: 無限大が最初に現れるのは
"""

import numpy as np


def softmax(logits):
    log_sum = np.logaddexp.reduce(logits, axis=1)
    return np.exp(logits - log_sum[:, None])


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        total = np.exp(logits).sum(axis=1)
        return -np.log(np.exp(-np.log(total)) * np.exp(logits[np.arange(len(t)), t])).mean()

    def backward(self):
        return (self.p - np.eye(self.p.shape[1])[self.t]) / len(self.t)
