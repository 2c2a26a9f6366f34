"""Averages, and chooses nothing.

en: 0.925
ja: 0.925
"""


def report(validation, test):
    return test.mean()
