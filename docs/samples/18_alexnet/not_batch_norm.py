import numpy as np

from lesson_code import (
    Affine,
    BatchNormalization,
    Convolution,
    Flatten,
    LocalResponseNormalization,
    MaxPooling,
    Momentum,
    ReLU,
    Sequential,
    load_mnist,
    normal,
)

(x, t), _ = load_mnist()
x, t = x[:1000], t[:1000]


def batch_norm(C):
    return [BatchNormalization(np.ones(C, np.float32), np.zeros(C, np.float32))]


def lrn(C):
    return [LocalResponseNormalization()]


def nothing(C):
    return []


def network(before, after):
    rng = np.random.default_rng(0)
    layers, C = [], 1
    for F in (8, 16, 16, 16):
        W = normal((F, C, 3, 3), 0.01, rng)
        layers.append(Convolution(W, np.zeros(F, np.float32), pad=1))
        layers += [*before(F), ReLU(), *after(F)]
        if len(layers) < 8:
            layers.append(MaxPooling(2))
        C = F
    W = normal((C * 49, 10), 0.01, rng)
    return Sequential([*layers, Flatten(), Affine(W, np.zeros(10, np.float32))])


NETWORKS = {
    "neither": network(nothing, nothing),
    "LRN after each ReLU": network(nothing, lrn),
    "batch norm before each ReLU": network(batch_norm, nothing),
}
print("weights of std 0.01, rate 0.05, 30 steps: loss, mean of the last five")
for name, net in NETWORKS.items():
    rng, optimizer, losses = np.random.default_rng(1), Momentum(0.05, 0.9), []
    for _ in range(30):
        chosen = rng.integers(len(x), size=50)
        loss, gradients = net.gradients(x[chosen], t[chosen])
        optimizer.update(net.params, gradients)
        losses.append(loss)
    print(f"  {name:28} {np.mean(losses[-5:]):.2f}")
