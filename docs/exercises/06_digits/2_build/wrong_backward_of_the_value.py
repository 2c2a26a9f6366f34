"""Sends the loss back, not its gradient.

en: stopped with
ja: で止まりました
"""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            p -= self.lr * g


def train_step(network, loss, optimizer, x, t):
    value = loss.forward(network.forward(x), t)
    network.backward(value)
    optimizer.update(network.parameters())
    return value
