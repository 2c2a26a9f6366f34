import numpy as np

from lesson_code import SGD, Adam, load_mnist, simple_convnet

(x, t), _ = load_mnist()
x, t = x[:100].astype(np.float64), t[:100]


def flat(arrays):
    return np.concatenate([array.ravel() for array in arrays.values()])


def step(optimizer, workers=1, divide=True):
    net = simple_convnet(np.random.default_rng(0), std=0.1, dtype=np.float64)
    total = {name: np.zeros_like(param) for name, param in net.params.items()}
    for part in np.split(np.arange(100), workers):
        _, grads = net.gradients(x[part], t[part])
        for name, g in grads.items():
            total[name] += g / workers if divide else g
    before = flat(net.params)
    optimizer.update(net.params, total)
    return np.linalg.norm(flat(net.params) - before)


def report(name, moved, one):
    print(f"{moved / one:.2f}  {name}")


one = step(SGD(0.1))
report("SGD, 2 workers", step(SGD(0.1), workers=2), one)
report("SGD, 1 worker, twice the learning rate", step(SGD(0.2)), one)
report("SGD, 2 workers, not divided", step(SGD(0.1), workers=2, divide=False), one)
one = step(Adam(0.001))
report("Adam, 2 workers, not divided", step(Adam(0.001), workers=2, divide=False), one)
