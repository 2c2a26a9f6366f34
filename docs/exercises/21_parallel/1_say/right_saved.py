"""What is saved, taken away from 1."""


def speed_up(s, n):
    saved = (1 - s) * (n - 1) / n
    return 1 / (1 - saved)
