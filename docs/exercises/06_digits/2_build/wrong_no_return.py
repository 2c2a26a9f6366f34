"""Returns nothing.

en: without a `return`
ja: return` を書き忘れて
"""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            p -= self.lr * g


def train_step(network, loss, optimizer, x, t):
    loss.forward(network.forward(x), t)
    network.backward(loss.backward())
    optimizer.update(network.parameters())
