"""By the method of the array; every step in a line of its own."""

import numpy as np


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            p.__isub__(np.multiply(g, self.lr))


def train_step(network, loss, optimizer, x, t):
    logits = network.forward(x)
    value = loss.forward(logits, t)
    dout = loss.backward()
    dx = network.backward(dout)
    pairs = network.parameters()
    optimizer.update(pairs)
    del dx
    return value
