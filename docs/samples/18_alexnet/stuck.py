import numpy as np

from lesson_code import (
    Adam,
    Affine,
    Convolution,
    Flatten,
    MaxPooling,
    Momentum,
    ReLU,
    Sequential,
    he,
    load_mnist,
    normal,
)

(x, t), _ = load_mnist()
x, t = x[:1000], t[:1000]


def network(kind, rng):
    def weights(shape):
        return he(shape, rng) if kind == "He" else normal(shape, 0.01, rng)

    def convolution(F, C, size):
        W = weights((F, C, size, size))
        return Convolution(W, np.zeros(F, np.float32), pad=1)

    def affine(D, M):
        return Affine(weights((D, M)), np.zeros(M, np.float32))

    return Sequential(
        [
            *[convolution(8, 1, 4), ReLU(), MaxPooling(3, stride=2)],
            *[convolution(16, 8, 3), ReLU(), MaxPooling(3, stride=2)],
            *[convolution(16, 16, 3), ReLU(), convolution(16, 16, 3), ReLU()],
            *[Flatten(), affine(576, 64), ReLU(), affine(64, 64), ReLU()],
            affine(64, 10),
        ]
    )


def train(net, optimizer, rng):
    losses = []
    for _ in range(30):
        chosen = rng.integers(len(x), size=20)
        loss, gradients = net.gradients(x[chosen], t[chosen])
        optimizer.update(net.params, gradients)
        losses.append(loss)
    return losses


def look(net):
    """After each ReLU: the size of the numbers, and the share of dead units."""
    sizes, dead, y = [], [], x[:200]
    for layer in net.layers:
        y = layer.forward(y)
        if isinstance(layer, ReLU):
            sizes.append(np.sqrt((y**2).mean()))
            dead.append((y == 0).all(axis=(0, 2, 3) if y.ndim == 4 else 0).mean())
    return sizes, dead


RUNS = {
    "A: std 0.01, momentum, rate 0.01": ("std 0.01", Momentum, 0.01),
    "A, rate 0.15": ("std 0.01", Momentum, 0.15),
    "A, He's weights": ("He", Momentum, 0.01),
    "B: He's weights, Adam, rate 0.1": ("He", Adam, 0.1),
    "B, rate 0.001": ("He", Adam, 0.001),
}
for name, (kind, optimizer, lr) in RUNS.items():
    first, last, sizes, dead = [], [], [], []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        net = network(kind, rng)
        sizes.append(look(net)[0])
        losses = train(net, optimizer(lr), rng)
        first.append(losses[0])
        last.append(np.mean(losses[-10:]))
        dead.append(np.mean(look(net)[1][:4]))
    print(name)
    print(f"  loss, first     {min(first):.2f} to {max(first):.2f}")
    print(f"  loss, last ten  {min(last):.2f} to {max(last):.2f}")
    six = " ".join(f"{size:.0e}" for size in np.mean(sizes, axis=0))
    print(f"  sizes before    {six}")
    print(f"  dead, convs     {min(dead):.2f} to {max(dead):.2f}")
