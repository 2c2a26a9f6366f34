"""Takes it for the weight of the old value.

en: In PyTorch it is that of the new one
ja: PyTorchでは、新しい値の重みです
"""


def age(momentum):
    return momentum / (1 - momentum)
