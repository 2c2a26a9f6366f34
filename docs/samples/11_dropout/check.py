import numpy as np

from lesson_code import numerical_gradient, relative_error


class Dropout:
    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        kept = self.rng.random(x.shape) >= self.rate
        self.factor = kept / (1 - self.rate)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor


class FactorMissing(Dropout):
    def backward(self, dout):
        return dout * (self.factor > 0)


class MaskIgnored(Dropout):
    def backward(self, dout):
        return dout


rng = np.random.default_rng(0)
x, r = rng.standard_normal((2, 3, 5))  # L = sum of r * y, so dout is r


def difference(layer, held):
    state = layer.rng.bit_generator.state

    def loss(x):
        if held:
            layer.rng.bit_generator.state = state  # the same mask each time
        return (r * layer.forward(x)).sum()

    numerical = numerical_gradient(loss, x)
    return relative_error(layer.backward(r), numerical)


for kind in (Dropout, FactorMissing, MaskIgnored):
    layer = kind(0.5, np.random.default_rng(1))
    print(f"{kind.__name__:14}mask held {difference(layer, held=True):.1e}", end="")
    print(f", new masks {difference(layer, held=False):.1e}")
