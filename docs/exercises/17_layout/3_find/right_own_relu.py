"""A ReLU that is written by the learner, in place of ours."""

import numpy as np

from lesson_code import ReLU, Sequential, simple_convnet


class MyReLU(ReLU):
    def forward(self, x, train=False):
        self.positive = x > 0
        return np.multiply(x, 1, where=self.positive, out=np.zeros_like(x))

    def backward(self, dout):
        return dout * self.positive


def build(rng):
    convolution, _, pooling, *rest = simple_convnet(rng).layers
    return Sequential([convolution, pooling, MyReLU(), *rest])


def step(net, optimizer, x, t):
    loss, grads = net.gradients(x, t)
    optimizer.update(net.params, grads)
    return loss
