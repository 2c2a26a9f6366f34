"""Adds the weights up."""

import numpy as np


def uncorrected(t, beta1, beta2):
    w, u = ((1 - beta) * beta ** np.arange(t) for beta in (beta1, beta2))
    return w.sum() / np.sqrt(u.sum())
