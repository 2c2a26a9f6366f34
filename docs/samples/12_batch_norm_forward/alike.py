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


def last(weights, subtract, divide):
    h = images
    for W in weights:
        z = h @ W
        if subtract:
            z = z - z.mean(axis=0)
        if divide:
            z = z / np.sqrt(z.var(axis=0) + 1e-5)
        h = np.maximum(0, z)
    return f"{size(h):9.2g} {likeness(h):9.2f}"


print("std of W  batch norm           size  likeness")
print(f"   input{size(images):27.2g} {likeness(images).round(2) + 0:9.2f}")
for std in (0.05, np.sqrt(2 / D), 0.4):
    weights = std * rng.standard_normal((depth, D, D))
    print(f"{std:8.2f}  without       ", last(weights, False, False))
    if std == np.sqrt(2 / D):
        print(f"{std:8.2f}  only divides  ", last(weights, False, True))
        print(f"{std:8.2f}  only subtracts", last(weights, True, False))
    print(f"{std:8.2f}  with          ", last(weights, True, True))
