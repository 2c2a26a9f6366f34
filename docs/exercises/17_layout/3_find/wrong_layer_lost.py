"""Loses the last layer on the way.

en: has other parameters
ja: パラメータが違います
"""

from lesson_code import Sequential, simple_convnet


def build(rng):
    convolution, relu, pooling, flatten, affine, *_ = simple_convnet(rng).layers
    return Sequential([convolution, pooling, relu, flatten, affine])


def step(net, optimizer, x, t):
    loss, grads = net.gradients(x, t)
    optimizer.update(net.params, grads)
    return loss
