"""A power in place of a root."""


def uncorrected(t, beta1, beta2):
    return (1 - beta1**t) * (1 - beta2**t) ** -0.5
