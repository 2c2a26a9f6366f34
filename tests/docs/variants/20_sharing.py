import os

import numpy as np

NAMES = ("W", "b", "gamma", "beta", "running_mean", "running_var")


def stored(network):
    return {
        f"{i}.{name}": getattr(layer, name)
        for i, layer in enumerate(network.layers)
        for name in NAMES
        if hasattr(layer, name)
    }


def number_of(network, arrays):
    if extra == "layers":
        return len(network.layers)
    if extra == "numbers":
        return sum(array.size for array in arrays.values())
    return sum(array.sum(dtype=np.float64) for array in arrays.values())


def save(file, network):
    arrays = {name: array.astype(kind) for name, array in stored(network).items()}
    with open(f"{file}.part", "wb") as opened:
        np.savez(opened, **{extra: number_of(network, arrays)}, **arrays)
    os.replace(f"{file}.part", file)


def load(file, network):
    own = stored(network)
    with np.load(file, allow_pickle=False) as archive:
        found = {name: archive[name] for name in archive.files}
    number = found.pop(extra)
    shapes = {name: array.shape for name, array in own.items()}
    if {name: array.shape for name, array in found.items()} != shapes:
        raise ValueError("other shapes")
    if abs(number - number_of(network, found)) > 0.001:
        raise ValueError(f"{extra} does not agree")
    for name, array in own.items():
        array[...] = found[name]
