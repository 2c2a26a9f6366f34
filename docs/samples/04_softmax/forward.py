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


logits = np.array([[3.0, 1, -1, 1], [0, 0, 0, 0], [4, -2, 0, 1]])
t = np.array([1, 2, 0])
loss = SoftmaxCrossEntropy()
print("loss", round(loss.forward(logits, t), 4))
print("p of the right classes", loss.p[np.arange(3), t].round(3))
print("mean of -log p", round(-np.log(loss.p[np.arange(3), t]).mean(), 4))
print("loss of [0, 1000], right class 0:", loss.forward(np.array([[0.0, 1000]]), [0]))
