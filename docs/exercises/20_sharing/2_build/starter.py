from pathlib import Path
from types import SimpleNamespace

import numpy as np


def save(file, network):
    """Write what its layers have learned into an .npz file, whole or not at all."""
    return None  # <- your turn


def load(file, network):
    """Read it back into a network of the same layers, in place."""
    return None  # <- your turn


def made(seed):
    """A network as save sees it: layers with arrays."""
    rng = np.random.default_rng(seed)
    affine = SimpleNamespace(W=rng.random((4, 3)), b=rng.random(3))
    norm = SimpleNamespace(gamma=rng.random(3), beta=rng.random(3))
    norm.running_mean, norm.running_var = rng.random((2, 3))
    return SimpleNamespace(layers=[affine, norm, SimpleNamespace()])


first, second = made(0), made(1)
W = second.layers[0].W
save("weights.npz", first)
load("weights.npz", second)
print("files", sorted(map(str, Path().glob("weights*"))))
print("W is loaded", np.array_equal(second.layers[0].W, first.layers[0].W))
print("in place", second.layers[0].W is W)
