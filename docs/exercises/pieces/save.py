import numpy as np


def stored(network):
    """What a network has learned, by name: 0.W, 0.b, 1.running_mean ..."""
    arrays = {}
    for i, layer in enumerate(network.layers):
        learned = dict(getattr(layer, "params", {}))
        if hasattr(layer, "running_mean"):
            learned["running_mean"] = layer.running_mean
            learned["running_var"] = layer.running_var
        arrays |= {f"{i}.{name}": array for name, array in learned.items()}
    return arrays


def save(file, network):
    """Write it to an .npz file."""
    np.savez(file, **stored(network))


def load(file, network):
    """Read it back into a network of the same layers."""
    with np.load(file) as arrays:
        for name, array in stored(network).items():
            array[...] = arrays[name]
