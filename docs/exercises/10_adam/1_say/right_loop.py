"""Runs Adam's two means on a gradient of 1."""


def uncorrected(t, beta1, beta2):
    m = v = 0.0
    for _ in range(t):
        m = beta1 * m + (1 - beta1)
        v = beta2 * v + (1 - beta2)
    return m / v**0.5
