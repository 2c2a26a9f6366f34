import numpy as np

from lesson_code import numerical_gradient, relative_error


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T


rng = np.random.default_rng(0)
x, W, b = (rng.standard_normal(shape) for shape in ((5, 4), (4, 3), (3,)))
dout = rng.standard_normal((5, 3))
layer = Affine(W, b)


def loss(_):
    return float((dout * layer.forward(x)).sum())


layer.forward(x)
dx = layer.backward(dout)
for name, value, gradient in (("x", x, dx), ("W", W, layer.dW), ("b", b, layer.db)):
    right = relative_error(gradient, numerical_gradient(loss, value)) < 1e-7
    print(f"d{name} {gradient.shape}:", "right" if right else "WRONG")
