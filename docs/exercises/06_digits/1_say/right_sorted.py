"""The last one in the order of the validation data."""


def report(validation, test):
    return test[validation.argsort()][-1]
