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

rng = np.random.default_rng(0)
batch = rng.standard_normal((20, 8, 6, 6)).astype(np.float32)
LAYERS = {"LRN": lrn(8)[0], "batch norm": batch_norm(8)[0]}
print("\nis the first image's output the same ...")
for name, layer in LAYERS.items():
    y = layer.forward(batch, train=True)[0]
    alone = layer.forward(batch[:1], train=True)[0]
    swapped = layer.forward(batch[:, ::-1], train=True)[0, ::-1]
    shuffled = batch[:, [0, 4, 2, 6, 1, 5, 3, 7]]
    back = layer.forward(shuffled, train=True)[0][[0, 4, 2, 6, 1, 5, 3, 7]]
    tenfold = layer.forward(10 * batch, train=True)[0]
    print(f"  {name:10}  without the other images: {np.allclose(y, alone)}")
    print(f"  {'':10}  with the channels in another order: {np.allclose(y, back, atol=1e-5)}")
    print(f"  {'':10}  if everything is ten times as large: {np.allclose(y, tenfold, atol=1e-3)}")
