import numpy as np

curvature, start = np.array([1.0, 100.0]), np.array([10.0, 1.0])


def predicted(lr, momentum):
    factors = []
    for c in curvature:
        roots = np.roots([1, lr * c - 1 - momentum, momentum])
        factors.append(np.abs(roots).max())
    slowest = max(factors)
    return np.log(1000) / -np.log(slowest) if slowest < 1 else np.inf


def counted(lr, momentum):
    w, v, sizes = start, np.zeros(2), []
    for _ in range(10_000):
        v = momentum * v - lr * curvature * w
        w = w + v
        sizes.append(np.abs(w / start).max())
        if sizes[-1] > 1e6:
            return np.inf
    return np.nonzero(np.array(sizes) > 1e-3)[0][-1] + 2


print("  rate  momentum  predicted  counted")
for lr, momentum in (
    (0.01, 0),
    (2 / 101, 0),
    (0.0201, 0),
    (0.001, 0.9),
    (0.003, 0.9),
    (0.01, 0.9),
    (0.03, 0.9),
    (0.0379, 0.9),
    (0.0381, 0.9),
    (4 / 121, 81 / 121),
):
    steps = f"{predicted(lr, momentum):9.0f}  {counted(lr, momentum):7.0f}"
    print(f"{lr:.4f}     {momentum:.3f}  {steps}")
