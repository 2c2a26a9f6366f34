"""The archive written member by member, as np.savez does."""

import os
import zipfile

import numpy as np


def learned(network):
    for i, layer in enumerate(network.layers):
        for name in ("W", "b", "gamma", "beta", "running_mean", "running_var"):
            if hasattr(layer, name):
                yield f"{i}.{name}", getattr(layer, name)


def save(file, network):
    with zipfile.ZipFile(f"{file}.part", "w") as archive:
        for name, array in learned(network):
            with archive.open(f"{name}.npy", "w") as member:
                np.lib.format.write_array(member, np.asarray(array), allow_pickle=False)
    os.replace(f"{file}.part", file)


def load(file, network):
    pairs = []
    with zipfile.ZipFile(file) as archive:
        left = set(archive.namelist())
        for name, own in learned(network):
            with archive.open(f"{name}.npy") as member:
                array = np.lib.format.read_array(member, allow_pickle=False)
            if array.shape != own.shape:
                raise ValueError(f"{name}: expected shape {own.shape}, got {array.shape}")
            pairs.append((own, array))
            left.remove(f"{name}.npy")
    if left:
        raise ValueError(f"the network has no {sorted(left)}")
    for own, array in pairs:
        own[...] = array
