"""Filter by filter."""


def parameters(F, C, size, groups):
    return sum(C // groups * size**2 + 1 for _ in range(F))
