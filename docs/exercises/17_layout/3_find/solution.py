import numpy as np

from lesson_code import Adam, Sequential, simple_convnet


def build(rng):
    convolution, relu, pooling, *rest = simple_convnet(rng).layers
    return Sequential([convolution, pooling, relu, *rest])


def step(net, optimizer, x, t):
    loss, grads = net.gradients(x, t)
    optimizer.update(net.params, grads)
    return loss


rng = np.random.default_rng(0)
x, t = rng.random((20, 1, 28, 28), np.float32), rng.integers(0, 10, 20)
net, optimizer = build(rng), Adam(0.001)
for _ in range(3):
    print(step(net, optimizer, x, t))
