import numpy as np


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


def compare(name, got, wanted):
    assert got.shape == wanted.shape, f"{name} has shape {got.shape}"
    assert got.dtype == wanted.dtype, f"{name} has dtype {got.dtype}"
    assert np.allclose(got, wanted, rtol=1e-4, atol=1e-5), f"{name}: wrong numbers"


def check(Layer):
    rng = np.random.default_rng(0)
    for dtype in (np.float64, np.float32):
        W = rng.normal(size=(3, 2)).astype(dtype)
        b = rng.normal(size=2).astype(dtype)
        layer, right = Layer(W, b), Affine(W, b)
        other = Layer(np.ones((2, 5), dtype), np.ones(5, dtype))
        for N in (4, 4, 1):
            x = rng.normal(size=(N, 3)).astype(dtype)
            dout = rng.normal(size=(N, 2)).astype(dtype)
            y, dx = right.forward(x), right.backward(dout)

            given = x.copy(), dout.copy(), W.copy(), b.copy()
            got = layer.forward(x)
            other.forward(got)
            got_dx = layer.backward(dout)
            other.backward(np.ones((N, 5), dtype))
            for before, now in zip(given, (x, dout, W, b), strict=True):
                assert np.array_equal(before, now), "changes what it is given"

            compare("y", got, y)
            compare("dx", got_dx, dx)
            compare("dW", layer.dW, right.dW)
            compare("db", layer.db, right.db)
            W -= 0.1 * right.dW  # as an optimiser does
            b -= 0.1 * right.db


check(Affine)
print("Affine passes.")
