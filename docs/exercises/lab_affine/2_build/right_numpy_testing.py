"""numpy.testing compares, shape and dtype included."""

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

SHAPES = [(6, 3, 2), (1, 3, 2), (6, 3, 2), (2, 1, 4), (2, 3, 3)]


def check(Layer):
    for number, (N, D, M) in enumerate(SHAPES):
        rng = np.random.default_rng(number)
        x, W, b, dout = (
            rng.uniform(-1, 1, size).astype(np.float32) for size in ((N, D), (D, M), M, (N, M))
        )
        layer, beside = Layer(W, b), Layer(np.zeros((2, 2), "f"), np.zeros(2, "f"))
        for k in range(3):
            before = x.copy(), W.copy(), b.copy(), dout.copy()
            got = [layer.forward(x), layer.backward(dout)]
            beside.forward(np.ones((2, 2), "f"))
            beside.backward(np.ones((2, 2), "f"))
            got += [layer.dW, layer.db]
            for array, old in zip((x, W, b, dout), before, strict=True):
                assert_array_equal(array, old)
            wanted = [
                np.einsum("nd,dm->nm", x, W) + b,
                np.einsum("nm,dm->nd", dout, W),
                np.einsum("nd,nm->dm", x, dout),
                np.einsum("nm->m", dout),
            ]
            for one, other in zip(got, wanted, strict=True):
                assert_allclose(one, other, rtol=1e-4, atol=1e-5, strict=True)
            W += np.float32(0.5)
            x = x[::-1] * np.float32(k + 2)
