"""By einsum, with the shares of the parts."""

import numpy as np


def combine(gradients, sizes):
    shares = np.array(sizes) / np.sum(sizes)
    return np.einsum("p,p...->...", shares, np.stack(gradients))
