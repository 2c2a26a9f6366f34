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
            *[convolution(16, 1, 4), ReLU(), MaxPooling(3, stride=2)],
            *[convolution(32, 16, 3), ReLU(), MaxPooling(3, stride=2)],
            *[convolution(32, 32, 3), ReLU(), convolution(32, 32, 3), ReLU()],
            *[Flatten(), affine(1152, 128), ReLU(), affine(128, 128), ReLU()],
            affine(128, 10),
        ]
    )


def train(net, lr, rng):
    optimizer, losses = Momentum(lr, 0.9), []
    for _ in range(24):
        chosen = rng.integers(len(x), size=50)
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
    "A": ("std 0.01", 0.01),
    "B": ("He", 0.15),
    "A, higher rate": ("std 0.01", 0.15),
    "cured": ("He", 0.01),
}
for name, (kind, lr) in RUNS.items():
    rng = np.random.default_rng(2)
    net = network(kind, rng)
    before, _ = look(net)
    losses = train(net, lr, rng)
    _, dead = look(net)
    print(f"{name}: weights {kind}, rate {lr}")
    print(f"  loss: first {losses[0]:.2f}, last five {np.mean(losses[-5:]):.2f}")
    print("  sizes before  ", " ".join(f"{size:.6f}" for size in before))
    print("  dead, 4 convs ", " ".join(f"{share:8.2f}" for share in dead[:4]))
