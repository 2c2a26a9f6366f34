import numpy as np

from lesson_code import numerical_gradient, relative_error


class ReLU:
    def forward(self, x):
        self.above = x > 0
        return np.maximum(x, 0)

    def backward(self, dout):
        return dout * self.above


class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.above = x > 0
        return np.where(self.above, x, self.alpha * x)

    def backward(self, dout):
        return np.where(self.above, dout, self.alpha * dout)


rng = np.random.default_rng(0)
z, dout = rng.standard_normal((2, 3, 4))
for name, layer in (("ReLU", ReLU()), ("LeakyReLU", LeakyReLU(0.1))):
    layer.forward(z)
    dz = layer.backward(dout)

    def loss(z, layer=layer):
        return float((dout * layer.forward(z)).sum())

    error = relative_error(dz, numerical_gradient(loss, z))
    print(f"{name}: right within 1e-7: {bool(error < 1e-7)}")

kink = numerical_gradient(lambda z: float(ReLU().forward(z).sum()), np.zeros(1))
print(f"numerical slope of ReLU at 0: {kink[0]:.2f}")
