"""What the file lacks stays as it is.

en: For a network with one layer more load raised no exception.
ja: 層が一つ多いネットワークで、load が例外を投げません。
"""

import os

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


def save(file, network):
    """Write what its layers have learned into an .npz file, whole or not at all."""
    temporary = f"{file}.part"
    with open(temporary, "wb") as opened:
        np.savez(opened, **stored(network))
    os.replace(temporary, file)


def load(file, network):
    """Read it back into a network of the same layers, in place."""
    own = stored(network)
    with np.load(file, allow_pickle=False) as archive:
        found = {name: archive[name] for name in archive.files}
    if any(found[k].shape != own[k].shape for k in found.keys() & own.keys()):
        raise ValueError(f"{file} is of another network: it holds {sorted(found)}")
    for name in found.keys() & own.keys():
        own[name][...] = found[name]
