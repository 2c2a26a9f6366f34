"""One-hot rows in place of an index."""

import numpy as np


def softmax(logits):
    e = np.exp(logits - np.amax(logits, 1, keepdims=True))
    return e / np.sum(e, 1, keepdims=True)


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.rows = (np.arange(logits.shape[1]) == t[:, np.newaxis]).astype(float)
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.p = np.exp(log_p)
        return float(-(self.rows * log_p).sum() / len(logits))

    def backward(self):
        return np.divide(self.p - self.rows, len(self.p))
