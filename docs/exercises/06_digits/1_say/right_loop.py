"""In a loop."""


def report(validation, test):
    best = 0
    for k in range(len(validation)):
        if validation[k] > validation[best]:
            best = k
    return test[best]
