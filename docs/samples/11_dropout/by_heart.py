import numpy as np

from lesson_code import SGD, Affine, ReLU, Sequential, he, load_mnist

(x, t), (x_test, t_test) = load_mnist(flatten=True)
x, x_test, t_test = x[:300], x_test[:1000], t_test[:1000]

rng = np.random.default_rng(0)
labels = rng.integers(0, 10, 300)  # the right ones are thrown away
W1, W2 = he((784, 100), rng), he((100, 10), rng)
b1, b2 = np.zeros(100, np.float32), np.zeros(10, np.float32)
net = Sequential([Affine(W1, b1), ReLU(), Affine(W2, b2)])
for step in range(501):
    if step % 100 == 0:
        seen, new = net.accuracy(x, labels), net.accuracy(x_test, t_test)
        print(f"step {step:4}: training {seen:6.1%}, new images {new:5.1%}")
    chosen = rng.integers(0, 300, 50)
    _, gradients = net.gradients(x[chosen], labels[chosen])
    SGD(0.2).update(net.params, gradients)
