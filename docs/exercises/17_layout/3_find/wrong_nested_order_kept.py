"""Hides the order of the layers in a network within the network.

en: 345600
ja: 345600
"""

from lesson_code import Sequential, simple_convnet


def build(rng):
    convolution, relu, pooling, *rest = simple_convnet(rng).layers
    return Sequential([Sequential([convolution, relu]), pooling, *rest])


def step(net, optimizer, x, t):
    loss, grads = net.gradients(x, t)
    optimizer.update(net.params, grads)
    return loss
