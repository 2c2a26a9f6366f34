"""Matrices of 0 and 1 that move rows and columns."""

import numpy as np


def random_flips(x, rng):
    W = x.shape[3]
    both = np.stack([np.eye(W), np.eye(W)[::-1]]).astype(x.dtype)
    return np.einsum("nchw,nwv->nchv", x, both[rng.integers(2, size=len(x))])


def random_crops(x, pad, rng):
    N, _, H, W = x.shape
    down, right = rng.integers(-pad, pad + 1, size=(2, N))

    def moving(size, by):
        i = np.arange(size)
        return (i[:, np.newaxis] + by[:, np.newaxis, np.newaxis] == i).astype(x.dtype)

    return np.einsum("nih,nchw,njw->ncij", moving(H, down), x, moving(W, right))
