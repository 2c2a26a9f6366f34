"""A temporary file of a random name, flushed to the disk and removed if anything fails."""

import os
import tempfile

import numpy as np

KEYS = ["W", "b", "gamma", "beta", "running_mean", "running_var"]


def state(network):
    return {
        f"{number}.{key}": layer.__dict__[key]
        for number, layer in enumerate(network.layers)
        for key in KEYS
        if key in layer.__dict__
    }


def save(file, network):
    folder = os.path.dirname(os.path.abspath(file))  # noqa: PTH100, PTH120
    handle, temporary = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as opened:
            np.savez(opened, **state(network))
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(temporary, file)
    except BaseException:
        os.unlink(temporary)  # noqa: PTH108
        raise


def load(file, network):
    own, loaded = state(network), {}
    with np.load(file, allow_pickle=False) as archive:
        if set(archive.files) != set(own):
            raise KeyError("other names")
        for key, array in own.items():
            loaded[key] = archive[key]
            if loaded[key].shape != array.shape:
                raise ValueError(key)
    for key, array in own.items():
        array.flat = loaded[key].flat
