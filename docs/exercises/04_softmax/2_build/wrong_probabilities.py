"""Forgets to take the 1 away.

en: 1 has to come off
ja: 正解のクラスから 1 を引きます
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
        return self.p / len(self.t)
