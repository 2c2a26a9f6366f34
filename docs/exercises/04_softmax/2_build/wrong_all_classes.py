"""Takes the mean over the classes, too.

en: the number of classes, too
ja: でも割っています
"""

import numpy as np


def softmax(logits):
    log_sum = np.logaddexp.reduce(logits, axis=1)
    return np.exp(logits - log_sum[:, None])


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        rows = np.eye(logits.shape[1])[t]
        return -(rows * (logits - np.logaddexp.reduce(logits, axis=1)[:, None])).mean()

    def backward(self):
        return (self.p - np.eye(self.p.shape[1])[self.t]) / len(self.t)
