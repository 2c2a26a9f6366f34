"""Forgets to return.

en: without a `return`
ja: return` を書き忘れて
"""


def report(validation, test):
    test[validation.argmax()]
