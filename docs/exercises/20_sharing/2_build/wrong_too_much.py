"""Every array that a layer has.

en: which was not learned: a network that has not trained yet lacks it
ja: まだ学習していないネットワークにはないので
"""

import os

import numpy as np


def stored(network):
    """What its layers have learned, by name: 0.W, 0.b, 1.gamma ..."""
    return {
        f"{i}.{name}": array
        for i, layer in enumerate(network.layers)
        for name, array in vars(layer).items()
        if isinstance(array, np.ndarray)
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
    if {k: a.shape for k, a in found.items()} != {k: a.shape for k, a in own.items()}:
        raise ValueError(f"{file} is of another network: it holds {sorted(found)}")
    for name, array in own.items():  # nothing was changed up to here
        array[...] = found[name]
