import numpy as np

from lesson_code import SGD, Affine, LeakyReLU, Momentum, Sequential, load_mnist
from lesson_code.losses import SumOfSquares

(x, t), (x_test, t_test) = load_mnist(flatten=True)
x, t, x_test, t_test = x[:5000], np.eye(10)[t[:5000]], x_test[:1000], t_test[:1000]


def accuracy(optimizer, seed):
    """Of 784-100-50-10 on test images, after 300 steps."""
    rng = np.random.default_rng(seed)
    layers = []
    for D, M in ((784, 100), (100, 50), (50, 10)):
        W = rng.normal(0, 0.05, (D, M)).astype(np.float32)
        layers += [Affine(W, np.zeros(M, np.float32)), LeakyReLU(0.1)]
    net = Sequential(layers[:-1], SumOfSquares())
    for _ in range(300):
        i = rng.integers(0, len(x), 20)
        _, gradients = net.gradients(x[i], t[i].astype(np.float32))
        optimizer.update(net.params, gradients)
    return (net.forward(x_test).argmax(axis=1) == t_test).mean()


for name, make in (
    ("Momentum(0.01, 0.9)", lambda: Momentum(0.01, 0.9)),
    ("SGD(0.01)", lambda: SGD(0.01)),
    ("SGD(0.1)", lambda: SGD(0.1)),
):
    found = [100 * accuracy(make(), seed) for seed in range(5)]
    print(f"{name:20} {min(found):5.1f} % to {max(found):5.1f} %")
