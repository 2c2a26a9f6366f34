"""Returns the weight of the old value.

en: What is the mean age, then
ja: 平均して何歩前でしょうか
"""


def age(momentum):
    return 1 - momentum
