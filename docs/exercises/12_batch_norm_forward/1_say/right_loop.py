"""Adds up the weights of what is at least k steps old."""


def age(momentum):
    age, left = 0.0, 1 - momentum
    while left > 1e-15:
        age += left
        left *= 1 - momentum
    return age
