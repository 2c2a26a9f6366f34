"""Returns the variance.

en: This is the variance
ja: これは分散です
"""


def leaky_std(fan_in, slope):
    return 2 / (fan_in * (1 + slope**2))
