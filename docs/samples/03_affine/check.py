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
layer.forward(x)
dx = layer.backward(dout)


def loss(x, W, b):
    return float((dout * Affine(W, b).forward(x)).sum())


for name, found, wanted in (
    ("dx", dx, numerical_gradient(lambda x: loss(x, W, b), x)),
    ("dW", layer.dW, numerical_gradient(lambda W: loss(x, W, b), W)),
    ("db", layer.db, numerical_gradient(lambda b: loss(x, W, b), b)),
):
    right = relative_error(found, wanted) < 1e-7
    print(name, found.shape, "right" if right else "WRONG")
