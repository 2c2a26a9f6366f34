import numpy as np


def kaiming(shape, rng, slope=0.0):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    std = np.sqrt(2 / (fan_in * (1 + slope**2)))
    return rng.normal(0, std, shape)


rng = np.random.default_rng(0)
for D, M in ((784, 784), (784, 50), (50, 784)):
    x = rng.standard_normal((100, D))
    h = np.maximum(0, x @ kaiming((D, M), rng))
    before, after = (x**2).mean(), (h**2).mean()
    print(f"{D} -> {M}: {before:.2f} goes in, {after:.2f} comes out")
