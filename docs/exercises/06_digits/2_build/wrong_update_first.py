"""Updates, and then goes back.

en: the gradients of the step before
ja: 前の歩の勾配で
"""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            p -= self.lr * g


def train_step(network, loss, optimizer, x, t):
    value = loss.forward(network.forward(x), t)
    optimizer.update(network.parameters())
    network.backward(loss.backward())
    return value
