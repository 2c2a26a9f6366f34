import numpy as np


def softmax(logits):
    """Logits (N, K) to probabilities (N, K): each row adds up to 1."""
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


class SoftmaxCrossEntropy:
    """Mean of -log(probability of the right class): logits (N, K), labels t (N,)."""

    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -log_p[np.arange(len(t)), t].mean()

    def backward(self):
        d = self.p.copy()
        d[np.arange(len(d)), self.t] -= 1
        return d / len(d)
