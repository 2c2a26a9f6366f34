"""NumPy has the logarithm of a sum of exponentials."""

import numpy as np


def softmax(logits):
    return np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, None])


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.logits, self.t = logits, t
        each = np.logaddexp.reduce(logits, axis=1) - logits[range(len(t)), t]
        return sum(each) / len(each)

    def backward(self):
        N, K = self.logits.shape
        return (softmax(self.logits) - np.eye(K)[self.t]) / N
