import os
from pathlib import Path
from types import SimpleNamespace as Layer

import numpy as np

NAMES = ("W", "b", "gamma", "beta", "running_mean", "running_var")


def stored(network):
    """What its layers have learned, by name: 0.W, 0.b, 1.gamma ..."""
    return {
        f"{i}.{name}": getattr(layer, name)
        for i, layer in enumerate(network.layers)
        for name in NAMES
        if hasattr(layer, name)
    }


def shapes(arrays):
    return {name: array.shape for name, array in arrays.items()}


def save(file, network):
    """Write it to an .npz file, which is there whole or not at all."""
    temporary = f"{file}.part"
    with open(temporary, "wb") as opened:
        np.savez(opened, **stored(network))
    os.replace(temporary, file)


def load(file, network):
    """Read it back into a network of the same layers, in place."""
    own = stored(network)
    with np.load(file, allow_pickle=False) as archive:
        found = {name: archive[name] for name in archive.files}
    if shapes(found) != shapes(own):
        raise ValueError(f"{file} is of another network")
    for name, array in own.items():  # nothing was changed up to here
        array[...] = found[name]


def made(seed, M):
    """Three layers as save sees them: what it looks for are their arrays."""
    rng = np.random.default_rng(seed)
    affine = Layer(W=rng.standard_normal((4, M)), b=rng.standard_normal(M))
    norm = Layer(gamma=rng.random(M), beta=rng.random(M))
    norm.running_mean, norm.running_var = rng.random((2, M))
    return Layer(layers=[affine, norm, Layer()])


first, second = made(0, 3), made(1, 3)
W = second.layers[0].W
save("weights.npz", first)
load("weights.npz", second)
for name, array in stored(first).items():
    print(f"{name:14} {array.shape!s:7}", np.array_equal(array, stored(second)[name]))
print("W is still the same array:", second.layers[0].W is W)

try:
    load("weights.npz", made(2, 5))
except ValueError as error:
    print("ValueError:", error)
Path("weights.npz").unlink()
