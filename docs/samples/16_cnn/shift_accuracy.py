import matplotlib.pyplot as plt
import numpy as np

from lesson_code import (
    Adam,
    Affine,
    Convolution,
    Flatten,
    ReLU,
    Sequential,
    Trainer,
    load_mnist,
    normal,
    simple_convnet,
)

(x_train, t_train), (x_test, t_test) = load_mnist()
x_train, t_train = x_train[:20_000], t_train[:20_000]
x_test, t_test = x_test[:1000], t_test[:1000]


def affine(rng, D, M):
    return Affine(normal((D, M), 0.01, rng), np.zeros(M, np.float32))


def without_pooling(rng):
    W = normal((30, 1, 6, 6), 0.01, rng)
    conv = Convolution(W, np.zeros(30, np.float32), stride=2)
    rest = [Flatten(), affine(rng, 4320, 100), ReLU(), affine(rng, 100, 10)]
    return Sequential([conv, ReLU(), *rest])


def without_convolution(rng):
    return Sequential([Flatten(), affine(rng, 784, 100), ReLU(), affine(rng, 100, 10)])


def move(x, down, right):
    padded = np.pad(x, ((0, 0), (0, 0), (4, 4), (4, 4)))
    return padded[:, :, 4 - down : 32 - down, 4 - right : 32 - right]


def accuracy_moved(net, p):
    ways = [(0, p), (0, -p), (p, 0), (-p, 0)]
    return np.mean([net.accuracy(move(x_test, *way), t_test) for way in ways])


networks = {simple_convnet: "o-", without_pooling: "s--", without_convolution: "^:"}
for build, style in networks.items():
    curves = []
    for seed in range(2):
        rng = np.random.default_rng(seed)
        net = build(rng)
        Trainer(net, Adam(), rng=rng, evaluation_samples=1).fit(x_train, t_train)
        curves.append([accuracy_moved(net, p) for p in range(5)])
        print(f"{build.__name__:19}", *(f"{accuracy:.2f}" for accuracy in curves[-1]))
    plt.plot(range(5), np.mean(curves, axis=0), style, label=build.__name__)
    plt.fill_between(range(5), *curves, alpha=0.2)

plt.xlabel("p")
plt.ylabel("accuracy_moved(net, p)")
plt.xticks(range(5))
plt.ylim(0, 1)
plt.legend(loc="lower left")
plt.show()
