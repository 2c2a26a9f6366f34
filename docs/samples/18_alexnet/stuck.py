import numpy as np

from lesson_code import (
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


def network(weights):
    def convolution(F, C, size):
        W = weights((F, C, size, size))
        return Convolution(W, np.zeros(F, np.float32), pad=1)

    def affine(D, M):
        return Affine(weights((D, M)), np.zeros(M, np.float32))

    return Sequential(
        [
            *[convolution(16, 1, 4), ReLU(), MaxPooling(3, stride=2)],
            *[convolution(32, 16, 3), ReLU(), MaxPooling(3, stride=2)],
            *[convolution(32, 32, 3), ReLU(), convolution(32, 32, 3), ReLU()],
            *[Flatten(), affine(1152, 128), ReLU(), affine(128, 128), ReLU()],
            affine(128, 10),
        ]
    )


def train(weights, lr, steps=24):
    net, optimizer, losses = network(weights), Momentum(lr, 0.9), []
    for _ in range(steps):
        chosen = rng.integers(len(x), size=50)
        loss, gradients = net.gradients(x[chosen], t[chosen])
        optimizer.update(net.params, gradients)
        losses.append(loss)
    return net, losses


def look(net):
    """After each ReLU: the size of the signal, and the share of dead units."""
    sizes, dead, y = [], [], x[:200]
    for layer in net.layers:
        y = layer.forward(y)
        if isinstance(layer, ReLU):
            axes = tuple(i for i in range(y.ndim) if i != 1)
            sizes.append(np.sqrt((y**2).mean()))
            dead.append((y == 0).all(axis=axes).mean())
    return sizes, dead


KINDS = {
    "std 0.01": lambda shape: normal(shape, 0.01, rng),
    "He": lambda shape: he(shape, rng),
}
RUNS = {
    "A": ("std 0.01", 0.01),
    "B": ("He", 0.15),
    "A at a higher rate": ("std 0.01", 0.15),
    "cured": ("He", 0.01),
}
for name, (kind, lr) in RUNS.items():
    rng = np.random.default_rng(2)
    before, _ = look(network(KINDS[kind]))
    rng = np.random.default_rng(2)
    net, losses = train(KINDS[kind], lr)
    print(f"{name}: weights {kind}, rate {lr}")
    print(f"  loss         {losses[0]:.2f} at first, {np.mean(losses[-5:]):.2f} at the end")
    print("  size before", " ".join(f"{size:8.5f}" for size in before))
    print("  dead after ", " ".join(f"{share:8.0%}" for share in look(net)[1]))
