import numpy as np

from lesson_code import numerical_gradient, relative_error


class Affine:
    def __init__(self, W, b):
        self.params = {"W": W, "b": b}
        self.grads = {}

    def forward(self, x):
        self.x = x
        return x @ self.params["W"] + self.params["b"]

    def backward(self, dout):
        self.grads["W"] = self.x.T @ dout
        self.grads["b"] = dout.sum(axis=0)
        return dout @ self.params["W"].T


rng = np.random.default_rng(0)
x, W, b = (rng.standard_normal(shape) for shape in ((5, 4), (4, 3), (3,)))
dout = rng.standard_normal((5, 3))
layer = Affine(W, b)


def loss(_):
    return float((dout * layer.forward(x)).sum())


layer.forward(x)
analytic = {"x": layer.backward(dout), **layer.grads}
for name, value in {"x": x, **layer.params}.items():
    numerical = numerical_gradient(loss, value)
    right = relative_error(analytic[name], numerical) < 1e-7
    print(f"d{name} {analytic[name].shape}:", "right" if right else "WRONG")
