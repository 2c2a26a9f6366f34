"""Chooses the worst.

en: the worst validation accuracy
ja: いちばん低い設定
"""


def report(validation, test):
    return test[validation.argmin()]
