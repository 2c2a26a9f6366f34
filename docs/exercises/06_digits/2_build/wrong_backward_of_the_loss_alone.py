"""Takes the gradient of the loss, and leaves it.

en: network.backward was never called
ja: network.backward が呼ばれていない
"""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            p -= self.lr * g


def train_step(network, loss, optimizer, x, t):
    value = loss.forward(network.forward(x), t)
    loss.backward()
    optimizer.update(network.parameters())
    return value
