"""Moves ReLU too far, behind the first affine layer.

en: no ReLU before the affine layers
ja: 全結合層より前にReLUがありません
"""

from lesson_code import Sequential, simple_convnet


def build(rng):
    convolution, relu, pooling, flatten, affine, *rest = simple_convnet(rng).layers
    return Sequential([convolution, pooling, flatten, affine, relu, *rest])


def step(net, optimizer, x, t):
    loss, grads = net.gradients(x, t)
    optimizer.update(net.params, grads)
    return loss
