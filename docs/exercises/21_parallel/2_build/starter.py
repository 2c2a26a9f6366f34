import numpy as np


def gradients(params, x, t):
    W, b = params
    d = x @ W + b - t
    return (d**2).mean(), [2 * x.T @ d / len(x), 2 * d.mean(axis=0)]


def combine(values, sizes):
    return sum(values) / len(values)  # <- your turn: the parts may differ in size


def in_parts(gradients, params, x, t, sizes):
    return gradients(params, x, t)  # <- your turn: cut, compute each part, combine


rng = np.random.default_rng(0)
x, t = rng.standard_normal((12, 3)), rng.standard_normal(12)
params = [np.zeros(3), np.zeros(())]
print("parts of 11 and 1:", combine([1.0, 3.0], [11, 1]))
for name, (loss, grads) in (
    ("whole", gradients(params, x, t)),
    ("in parts", in_parts(gradients, params, x, t, [6, 5, 1])),
):
    print(f"{name:8} loss {loss:.4f}, gradient of W {grads[0].round(4)}")
