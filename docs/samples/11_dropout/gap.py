import numpy as np

from lesson_code import SGD, Affine, Dropout, ReLU, Sequential, he, load_mnist

(x, t), (x_test, t_test) = load_mnist(flatten=True)
x, t, x_test, t_test = x[:4000], t[:4000], x_test[:1000], t_test[:1000]


def right(net, x, t, train=False):
    return 100 * (net.forward(x, train=train).argmax(axis=1) == t).mean()


rows = []
for seed in range(5):
    rng = np.random.default_rng(seed)
    W1, W2 = he((784, 100), rng), he((100, 10), rng)
    b1, b2 = np.zeros(100, np.float32), np.zeros(10, np.float32)
    drop = Dropout(0.5, rng=rng)
    net = Sequential([Affine(W1, b1), ReLU(), drop, Affine(W2, b2)])
    for _ in range(3):
        counts = []
        for batch in rng.permutation(4000).reshape(-1, 50):
            counts.append(right(net, x[batch], t[batch], train=True))
            _, gradients = net.gradients(x[batch], t[batch])
            SGD(0.1).update(net.params, gradients)
    log, now = np.mean(counts), right(net, x, t, train=True)
    rows.append([log, now, right(net, x, t), right(net, x_test, t_test)])
names = [
    "training, counted during the epoch",
    "training, afterwards, dropout on",
    "training, afterwards, dropout off",
    "new images, dropout off",
]
for name, values in zip(names, np.transpose(rows), strict=True):
    least, most = values.min(), values.max()
    print(f"{name:36}{values.mean():5.1f} %  ({least:.1f} to {most:.1f})")

# Drawing
import matplotlib.pyplot as plt

values = np.transpose(rows)
plt.figure(figsize=(5.6, 2.6))
means = values.mean(axis=1)
places = range(4)
plt.barh(places, means, color=["C0", "C0", "C0", "C1"])
plt.hlines(places, values.min(axis=1), values.max(axis=1), color="black", linewidth=2)
plt.yticks(places, [name.replace(", ", ",\n", 1) for name in names])
plt.gca().invert_yaxis()
plt.xlim(80, 100)
plt.xlabel("% right, five seeds")
plt.show()
