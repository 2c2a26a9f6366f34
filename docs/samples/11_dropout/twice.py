import numpy as np

from lesson_code import SGD, Affine, Dropout, ReLU, Sequential, he, load_mnist, softmax

(x, t), (x_test, t_test) = load_mnist(flatten=True)
x, t, x_test, t_test = x[:2000], t[:2000], x_test[:1000], t_test[:1000]
p = 0.5
rng = np.random.default_rng(0)
layers = []
for D, M in ((784, 100), (100, 100), (100, 10)):
    W = he((D, M), rng)
    layers += [Affine(W, np.zeros(M, np.float32)), ReLU(), Dropout(p, rng=rng)]
net = Sequential(layers[:-2])  # no ReLU and no dropout on the scores
for _ in range(600):
    chosen = rng.integers(0, 2000, 50)
    _, gradients = net.gradients(x[chosen], t[chosen])
    SGD(0.1).update(net.params, gradients)


def judge(name, factor, train=False):
    h = x_test
    for layer in net.layers:
        h = layer.forward(h, train=train)
        if isinstance(layer, Dropout):
            h = h * factor
    right = (h.argmax(axis=1) == t_test).mean()
    probabilities = softmax(h)
    loss = -np.log(probabilities[np.arange(1000), t_test]).mean()
    print(f"{name:26}{right:.1%} right, loss {loss:.3f}")
    sure = probabilities.max(axis=1).mean()
    print(f"{'':26}mean probability of its answer {sure:.1%}")


judge("scaled once", 1)
judge("scaled twice", 1 - p)
judge("scaled never", 1 / (1 - p))
judge("inference mode forgotten", 1, train=True)
