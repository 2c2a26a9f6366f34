"""Takes the first logit away, not the largest.

en: wherever the largest logit stands
ja: 最大のロジットがどこにあっても
"""

import numpy as np


def softmax(logits):
    e = np.exp(logits - logits[:, :1])
    return e / e.sum(axis=1, keepdims=True)


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        leads = logits - logits[np.arange(len(t)), t][:, None]
        return np.logaddexp.reduce(leads, axis=1).mean()

    def backward(self):
        return (self.p - np.eye(self.p.shape[1])[self.t]) / len(self.t)
