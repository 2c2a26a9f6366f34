import numpy as np

from lesson_code import SGD, Trainer, load_mnist, sigmoid_mlp

(x, t), _ = load_mnist()
x, t = x[:5000], t[:5000]


def net_of(rng):
    return sigmoid_mlp(rng, hidden=(100,))


net = net_of(np.random.default_rng(0))
whole = net.gradients(x, t)[1]["1.W"].copy()
for size in (1, 10, 100, 1000):
    few = net.gradients(x[:size], t[:size])[1]["1.W"]
    cosine = (whole * few).sum() / np.linalg.norm(whole) / np.linalg.norm(few)
    print(f"gradient of {size:4} images: cosine with that of 5000: {cosine:.2f}")

for size in (5000, 100):
    rng = np.random.default_rng(0)
    net = net_of(rng)
    [epoch] = Trainer(net, SGD(1.0), rng=rng, batch_size=size).fit(x, t, epochs=1)
    print(f"{5000 // size:2} steps of {size:4} images: {net.accuracy(x, t):.0%} right")
