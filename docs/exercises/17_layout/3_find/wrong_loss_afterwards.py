"""Measures the loss once more, after the update.

en: the loss after the update
ja: 更新したあとの損失
"""

from lesson_code import Sequential, simple_convnet


def build(rng):
    convolution, relu, pooling, *rest = simple_convnet(rng).layers
    return Sequential([convolution, pooling, relu, *rest])


def step(net, optimizer, x, t):
    _, grads = net.gradients(x, t)
    optimizer.update(net.params, grads)
    return net.loss(x, t)
