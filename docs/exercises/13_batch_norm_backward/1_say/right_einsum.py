"""The mean by einsum."""

import numpy as np


def centre_backward(dout):
    return dout - np.einsum("nd->d", dout) / len(dout)
