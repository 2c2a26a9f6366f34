"""Sends the images one at a time, and steps with each.

en: Send all images at once
ja: 全部を一度に通します
"""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            p -= self.lr * g


def train_step(network, loss, optimizer, x, t):
    values = []
    for n in range(len(x)):
        values.append(loss.forward(network.forward(x[n : n + 1]), t[n : n + 1]))
        network.backward(loss.backward())
        optimizer.update(network.parameters())
    return sum(values) / len(values)
