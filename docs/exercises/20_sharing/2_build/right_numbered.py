"""Names and arrays in two lists of the same order."""

import shutil

import numpy as np


def learned(network):
    kinds = ["W", "b", "gamma", "beta", "running_mean", "running_var"]
    pairs = [(i, k) for i in range(len(network.layers)) for k in kinds]
    pairs = [(i, k) for i, k in pairs if k in vars(network.layers[i])]
    names = [f"{i}.{k}" for i, k in pairs]
    return names, [vars(network.layers[i])[k] for i, k in pairs]


def save(file, network):
    names, arrays = learned(network)
    with open(f"{file}~", "wb") as opened:
        np.savez(opened, **dict(zip(names, arrays, strict=True)))
    shutil.move(f"{file}~", file)


def load(file, network):
    names, own = learned(network)
    with np.load(file) as archive:
        assert sorted(archive.files) == sorted(names), "of another network"
        found = [archive[name] for name in names]
    assert [a.shape for a in own] == [a.shape for a in found], "of another network"
    for a, b in zip(own, found, strict=True):
        a[...] = b
