"""By a mask, and a single element out of it."""


def report(validation, test):
    return test[validation == validation.max()][0]
