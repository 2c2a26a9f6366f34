import numpy as np

from lesson_code import SGD, Affine, ReLU, Sequential, Sigmoid, load_mnist

(x, t), _ = load_mnist()
x, t = x[:500, 0, ::2, ::2].reshape(500, 196).astype(np.float64), t[:500]


def train(activation):
    W1, W2 = np.zeros((196, 30)), np.zeros((30, 10))
    first, last = Affine(W1, np.zeros(30)), Affine(W2, np.zeros(10))
    net = Sequential([first, activation, last])
    start = {name: array.copy() for name, array in net.params.items()}
    for _ in range(300):
        loss, gradients = net.gradients(x, t)
        SGD(0.5).update(net.params, gradients)
    moved = [n for n in start if (start[n] != net.params[n]).any()]
    units = np.concatenate([net.params["0.W"], net.params["2.W"].T])
    kinds = len(np.unique(units.round(6), axis=1).T)
    print(f"  moved: {moved}")
    print(f"  kinds of units: {kinds} of 30")
    print(f"  loss {loss:.4f}, right {net.accuracy(x, t):.1%}")


share = np.bincount(t) / 500
entropy = -(share * np.log(share)).sum()
print(f"largest share {share.max():.1%}, entropy {entropy:.4f}")
print("ReLU, all zeros")
train(ReLU())
print("sigmoid, all zeros")
train(Sigmoid())
