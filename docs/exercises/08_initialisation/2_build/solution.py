import numpy as np


def he(shape, rng):
    """Random weights for ReLU, (D, M) or (F, C, FH, FW)."""
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    return rng.normal(0, np.sqrt(2 / fan_in), shape)


rng = np.random.default_rng(0)
for shape in ((784, 50), (50, 784), (30, 1, 5, 5)):
    W = he(shape, rng)
    print(shape, "standard deviation", W.std().round(4))
