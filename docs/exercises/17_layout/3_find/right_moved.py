"""Takes ReLU out and puts it in again, one place later."""

from lesson_code import simple_convnet


def build(rng):
    net = simple_convnet(rng)
    net.layers.insert(2, net.layers.pop(1))
    return net


def step(net, optimizer, x, t):
    loss, grads = net.gradients(x, t)
    optimizer.update(dict(net.params), {name: grads[name].copy() for name in grads})
    return loss
