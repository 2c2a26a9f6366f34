"""A mean that moves, part by part."""


def combine(gradients, sizes):
    mean, seen = gradients[0].copy(), sizes[0]
    for k in range(1, len(sizes)):
        seen += sizes[k]
        mean += (gradients[k] - mean) * sizes[k] / seen
    return mean
