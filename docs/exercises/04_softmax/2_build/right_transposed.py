"""Classes along the rows, so that nothing needs keepdims."""

import numpy as np


def softmax(logits):
    a = logits.T
    e = np.exp(a - a.max(axis=0))
    return (e / e.sum(axis=0)).T


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.d = softmax(logits)
        self.d[np.arange(t.size), t] -= 1.0
        self.d /= t.size
        a = logits.T - logits.max(axis=1)
        picked = np.choose(t, a) if len(a) < 32 else a[t, np.arange(t.size)]
        return np.mean(np.log(np.exp(a).sum(axis=0)) - picked)

    def backward(self):
        return self.d
