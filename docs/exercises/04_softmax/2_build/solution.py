import numpy as np


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(shifted).sum(axis=1))
        return (log_sum - shifted[np.arange(len(t)), t]).mean()

    def backward(self):
        d = self.p.copy()
        d[np.arange(len(d)), self.t] -= 1
        return d / len(d)


logits = np.array([[3.0, 1, -1, 1], [0, 0, 0, 0], [0, 0, 1000, 0]])
t = np.array([1, 2, 0])
loss = SoftmaxCrossEntropy()
print("softmax", softmax(logits).round(3), sep="\n")
print("loss", loss.forward(logits, t))
print("gradient", loss.backward().round(3), sep="\n")
