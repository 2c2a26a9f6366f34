"""Averages once more.

en: The step is 2 times too short
ja: 1 歩が 2 分の 1
"""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            p -= self.lr * g / len(g)


def train_step(network, loss, optimizer, x, t):
    value = loss.forward(network.forward(x), t)
    network.backward(loss.backward())
    optimizer.update(network.parameters())
    return value
