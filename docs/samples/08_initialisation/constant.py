import numpy as np

from lesson_code import SGD, Affine, ReLU, Sequential, load_mnist

(x, t), _ = load_mnist()
x, t = x[:500, 0, ::2, ::2].reshape(500, 196).astype(np.float64), t[:500]


def train(name, W2):
    W1 = np.full((196, 30), 0.01)
    first, last = Affine(W1, np.zeros(30)), Affine(W2, np.zeros(10))
    net = Sequential([first, ReLU(), last])
    _, gradients = net.gradients(x, t)
    print(name)
    dW = gradients["0.W"]
    print("  first gradients, units 0 and 1:", dW[100, :2].round(4))
    for _ in range(300):
        loss, gradients = net.gradients(x, t)
        SGD(0.5).update(net.params, gradients)
    units = net.params["0.W"].T
    kinds = []
    for u in units:
        if not any(np.allclose(u, v, atol=1e-3) for v in kinds):
            kinds.append(u)
    right = net.accuracy(x, t)
    print(f"  kinds of units: {len(kinds)} of 30, right {right:.1%}")


rng = np.random.default_rng(0)
same = np.tile(rng.normal(0, 0.1, 10), (30, 1))
train("second layer: all units alike", same)
train("second layer: random", rng.normal(0, 0.1, (30, 10)))
