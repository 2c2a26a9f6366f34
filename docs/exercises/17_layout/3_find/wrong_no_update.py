"""Keeps the loss and forgets the update.

en: did not change
ja: 変わっていません
"""

from lesson_code import Sequential, simple_convnet


def build(rng):
    convolution, relu, pooling, *rest = simple_convnet(rng).layers
    return Sequential([convolution, pooling, relu, *rest])


def step(net, optimizer, x, t):
    loss, grads = net.gradients(x, t)
    return loss
