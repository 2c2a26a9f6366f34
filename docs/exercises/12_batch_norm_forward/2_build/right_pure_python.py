"""Statistics from Python's own library, over lists."""

import math
import statistics

import numpy as np


def to_ours(momentum):
    return -(momentum - 1)


def batch_norm(x, running_mean, running_var, momentum, train, eps=1e-5):
    channels = [x[:, c].ravel().tolist() for c in range(x.shape[1])]
    means, variances = list(running_mean), list(running_var)
    if train:
        means = [statistics.fmean(values) for values in channels]
        variances = [statistics.pvariance(values) for values in channels]
    y = np.stack(
        [
            np.reshape([(v - m) / math.sqrt(s + eps) for v in values], x[:, 0].shape)
            for values, m, s in zip(channels, means, variances, strict=True)
        ],
        axis=1,
    )
    if train:
        old, new = momentum, 1 - momentum
        unbiased = [statistics.variance(values) for values in channels]
        means = [old * a + new * b for a, b in zip(running_mean, means, strict=True)]
        variances = [old * a + new * b for a, b in zip(running_var, unbiased, strict=True)]
    return y, np.array(means), np.array(variances)
