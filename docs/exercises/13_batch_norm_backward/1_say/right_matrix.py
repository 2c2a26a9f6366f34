"""The whole matrix of derivatives."""

import numpy as np


def centre_backward(dout):
    return (np.eye(len(dout)) - 1 / len(dout)) @ dout
