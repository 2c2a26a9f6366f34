import numpy as np


def softmax(logits):
    e = np.exp(logits)  # <- your turn
    return e / e.sum()  # <- your turn


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        return -np.log(self.p[np.arange(len(t)), t] + 1e-7).mean()  # <- your turn

    def backward(self):
        return np.zeros_like(self.p)  # <- your turn


logits = np.array([[3.0, 1, -1, 1], [0, 0, 0, 0], [0, 0, 1000, 0]])
t = np.array([1, 2, 0])
loss = SoftmaxCrossEntropy()
print("softmax", softmax(logits).round(3), sep="\n")
print("loss", loss.forward(logits, t))
print("gradient", loss.backward().round(3), sep="\n")
