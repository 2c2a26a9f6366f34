"""A power in place of a root."""


def leaky_std(fan_in, slope):
    return (fan_in * (1 + slope * slope) / 2) ** -0.5
