"""Moves the parameters itself.

en: optimizer.update was never called
ja: optimizer.update が呼ばれていません
"""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            p -= self.lr * g


def train_step(network, loss, optimizer, x, t):
    value = loss.forward(network.forward(x), t)
    network.backward(loss.backward())
    for p, g in network.parameters():
        p -= 0.01 * g
    return value
