"""Ignores what it is given.

en: takes the same step as SGD(0.1)
ja: SGD(0.1) と同じです
"""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = 0.1

    def update(self, parameters):
        for p, g in parameters:
            p -= self.lr * g


def train_step(network, loss, optimizer, x, t):
    value = loss.forward(network.forward(x), t)
    network.backward(loss.backward())
    optimizer.update(network.parameters())
    return value
