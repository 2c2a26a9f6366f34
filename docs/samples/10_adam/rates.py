from math import comb

import numpy as np

from lesson_code import Adam, Affine, Momentum, ReLU, Sequential, he, load_mnist

(x, t), (x_test, t_test) = load_mnist()


def small(images):
    return images[:, 0, ::2, ::2].reshape(-1, 196)


x, t, x_test, t_test = small(x[:1500]), t[:1500], small(x_test[:1000]), t_test[:1000]
rates = [10.0**k for k in range(-4, 2)]  # 0.0001 to 10


def train(optimizer, seed):
    """Accuracy on 500 validation images, and on 1000 test images."""
    rng = np.random.default_rng(seed)
    first = Affine(he((196, 30), rng), np.zeros(30, np.float32))
    last = Affine(he((30, 10), rng), np.zeros(10, np.float32))
    net = Sequential([first, ReLU(), last])
    with np.errstate(all="ignore"):  # some rates are far too large
        for _ in range(50):
            chosen = rng.integers(0, 1000, 50)
            _, gradients = net.gradients(x[chosen], t[chosen])
            optimizer.update(net.params, gradients)
        return net.accuracy(x[1000:], t[1000:]), net.accuracy(x_test, t_test)


def expected(found, budget):
    """Mean over all ways to try so many rates and keep the best by validation."""
    tests = [test for _, test in sorted(found)]
    ways = [comb(place, budget - 1) for place in range(len(tests))]
    return np.dot(ways, tests) / sum(ways)


tested = {}
print("rates tried        1         2         3         6")
for make in (Momentum, Adam):
    found = [[train(make(rate), seed) for rate in rates] for seed in range(5)]
    tested[make] = np.array(found)[:, :, 1]
    texts = []
    for budget in (1, 2, 3, 6):
        seeds = [expected(one, budget) for one in found]
        texts.append(f"{np.mean(seeds):.1%} \u00b1{100 * np.std(seeds, ddof=1):.1f}")
    print(f"{make.__name__:12}", " ".join(texts))
print("rate      ", "  ".join(name.__name__ for name in tested))
for k, rate in enumerate(rates):
    print(f"{rate:8.4f}", *(f"{tests[:, k].mean():9.1%}" for tests in tested.values()))

# Drawing
import matplotlib.pyplot as plt

plt.figure(figsize=(5.6, 3))
for (make, tests), style in zip(tested.items(), ("s--", "o-"), strict=True):
    plt.plot(rates, tests.mean(axis=0), style, label=make.__name__)
    plt.fill_between(rates, tests.min(axis=0), tests.max(axis=0), alpha=0.2)
plt.xscale("log")
plt.xlabel("learning rate")
plt.ylabel("test accuracy")
plt.legend(loc="upper right")
plt.show()
