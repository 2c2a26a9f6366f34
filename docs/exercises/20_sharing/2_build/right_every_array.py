"""Every array that a layer has, but for those of its last step."""

import os

import numpy as np


def arrays(network):
    skip = ("d", "x", "positive", "mask")
    return {
        f"{i}.{name}": value
        for i, layer in enumerate(network.layers)
        for name, value in vars(layer).items()
        if isinstance(value, np.ndarray) and not name.startswith(skip)
    }


def save(file, network):
    with open(f"{file}.tmp", "wb") as opened:
        np.savez(opened, **arrays(network))
    os.replace(f"{file}.tmp", file)


def load(file, network):
    own = arrays(network)
    with np.load(file) as archive:
        found = {name: archive[name] for name in archive.files}
    for name in own.keys() | found.keys():
        if own[name].shape != found[name].shape:
            raise ValueError(f"{name} does not fit")
    for name, array in own.items():
        array[...] = found[name]
