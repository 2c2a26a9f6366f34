"""Without gamma and beta.

en: The file lacks 1.gamma, 1.beta. It holds 0.W, 0.b,
ja: 1.gamma、1.beta がファイルにありません。入っているのは
"""

import os

import numpy as np

NAMES = ("W", "b", "running_mean", "running_var")


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
    if {k: a.shape for k, a in found.items()} != {k: a.shape for k, a in own.items()}:
        raise ValueError(f"{file} is of another network: it holds {sorted(found)}")
    for name, array in own.items():  # nothing was changed up to here
        array[...] = found[name]
