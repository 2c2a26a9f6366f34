"""Random directions: the loss moves as much as the gradients say."""

import numpy as np


def check(Layer):
    rng = np.random.default_rng(5)
    for N in [1, 2, 3, 8]:
        W, b = rng.standard_normal((4, 3)), rng.standard_normal(3)
        first, second = Layer(W, b), Layer(rng.standard_normal((3, 2)), np.ones(2))
        for _ in range(3):
            x, dout = rng.standard_normal((N, 4)), rng.standard_normal((N, 2))
            before = [a.tobytes() for a in (x, dout, W, b)]
            second.forward(first.forward(x))
            given = second.backward(dout)
            saved = given.copy()
            dx = first.backward(given)
            assert np.array_equal(given, saved), "writes into dout"
            assert before == [a.tobytes() for a in (x, dout, W, b)], "writes into what it got"
            pairs = [(x, dx), (W, first.dW), (b, first.db), (second.W, second.dW)]
            pairs += [(second.b, second.db)]
            for array, grad in [(a, g.copy()) for a, g in pairs]:
                assert array.shape == grad.shape
                for _ in range(4):
                    direction = rng.standard_normal(array.shape)
                    values = []
                    for h in (1e-5, -2e-5):
                        array += h * direction
                        values.append((second.forward(first.forward(x)) * dout).sum())
                    array += 1e-5 * direction
                    moved = (values[0] - values[1]) / 2e-5
                    assert abs(moved - (grad * direction).sum()) < 1e-5 * (1 + abs(moved))
            W *= 1.1
    zero = Layer(np.zeros((2, 2)), np.array([1.0, 2.0]))
    assert (zero.forward(np.ones((1, 2))) == [1, 2]).all()
    single = Layer(np.eye(2, dtype=np.float32), np.ones(2, np.float32))
    y = single.forward(np.ones((2, 2), np.float32))
    for got in (y, single.backward(y.copy()), single.dW, single.db):
        assert got.dtype == y.dtype == np.float32
