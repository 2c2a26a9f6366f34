"""Finds the layers by their kind, and makes a ReLU of its own."""

from lesson_code import MaxPooling, ReLU, Sequential, simple_convnet


def build(rng):
    layers = list(simple_convnet(rng).layers)
    place = next(i for i, layer in enumerate(layers) if isinstance(layer, MaxPooling))
    layers.insert(place + 1, ReLU())
    del layers[place - 1]
    return Sequential(layers)


def step(net, optimizer, x, t):
    both = net.gradients(x, t)
    optimizer.update(net.params, both[1])
    return both[0]
