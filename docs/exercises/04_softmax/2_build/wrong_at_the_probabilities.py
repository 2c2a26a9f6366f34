"""Stops at the gradient at the probabilities.

en: It still has to go back through softmax
ja: ソフトマックスをさかのぼります
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
        rows = np.eye(self.p.shape[1])[self.t]
        return -rows / self.p / len(rows)
