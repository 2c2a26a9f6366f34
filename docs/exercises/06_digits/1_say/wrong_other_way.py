"""The other way round.

en: The other way round
ja: 逆です
"""


def report(validation, test):
    return validation[test.argmax()]
