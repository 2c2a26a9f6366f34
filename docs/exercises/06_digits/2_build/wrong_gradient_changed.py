"""Multiplies the gradient in place.

en: A gradient was changed
ja: 勾配が書き換わっています
"""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            g *= self.lr
            p -= g


def train_step(network, loss, optimizer, x, t):
    value = loss.forward(network.forward(x), t)
    network.backward(loss.backward())
    optimizer.update(network.parameters())
    return value
