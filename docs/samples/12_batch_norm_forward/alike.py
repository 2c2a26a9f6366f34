import numpy as np

N, D, depth = 100, 100, 10
rng = np.random.default_rng(0)
images = rng.standard_normal((N, D))


def size(h):
    return np.sqrt((h**2).mean())


def likeness(h):
    """Mean cosine of the angle between two different images."""
    rows = h / np.linalg.norm(h, axis=1, keepdims=True)
    return ((rows @ rows.T).sum() - N) / (N * N - N)


print("             plain             batch norm")
print("std of W    size  likeness    size  likeness")
for std in (0.05, np.sqrt(2 / D), 0.4):
    weights = std * rng.standard_normal((depth, D, D))
    print(f"{std:8.2f}", end="")
    for normalise in (False, True):
        h = images
        for W in weights:
            z = h @ W
            if normalise:
                z = (z - z.mean(axis=0)) / np.sqrt(z.var(axis=0) + 1e-5)
            h = np.maximum(0, z)
        print(f"{size(h):8.2g} {likeness(h):9.2f}", end="")
    print()
