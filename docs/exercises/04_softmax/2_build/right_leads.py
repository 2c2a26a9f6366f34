"""The leads over the right class alone, without a maximum in the loss."""

import numpy as np


def softmax(logits):
    e = np.exp(logits - np.amax(logits, 1, keepdims=True))
    return e / np.sum(e, 1, keepdims=True)


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), list(t)
        leads = logits - logits[np.arange(len(t)), t][:, None]
        top = np.maximum(leads.max(axis=1), 0)
        return (top + np.log(np.exp(leads - top[:, None]).sum(axis=1))).mean()

    def backward(self):
        d = 1.0 * self.p
        for n, k in enumerate(self.t):
            d[n, k] = d[n, k] - 1
        return d / len(self.t)
