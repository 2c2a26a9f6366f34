"""A network within the network."""

from lesson_code import Sequential, simple_convnet


def build(rng):
    convolution, relu, pooling, *rest = simple_convnet(rng).layers
    return Sequential([Sequential([convolution, pooling, relu]), Sequential(rest)])


def step(net, optimizer, x, t):
    loss, grads = net.gradients(x, t)
    optimizer.update(net.params, grads)
    return loss
