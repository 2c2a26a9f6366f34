"""Returns the place.

en: the place of the setting
ja: 何番目かです
"""


def report(validation, test):
    return validation.argmax()
