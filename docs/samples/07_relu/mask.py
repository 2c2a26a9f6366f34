import numpy as np

from lesson_code import SGD, Affine, Sequential, Trainer, he, load_mnist
from lesson_code import ReLU as Ours

MASKS = {
    "x > 0": lambda x, y: x > 0,
    "x >= 0": lambda x, y: x >= 0,
    "y >= 0": lambda x, y: y >= 0,
}


class ReLU(Ours):
    def __init__(self, mask):
        super().__init__()
        self.mask = mask

    def forward(self, x, train=False):
        y = super().forward(x, train)
        self.open = self.mask(x, y)
        return y

    def backward(self, dout):
        return dout * self.open


(x, t), (x_test, t_test) = load_mnist()
x, t, x_test, t_test = x[:4000], t[:4000], x_test[:1000], t_test[:1000]
x, x_test = (images.reshape(-1, 784).astype(np.float64) for images in (x, x_test))


def trained(name, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for D, M in ((784, 100), (100, 100), (100, 10)):
        layers += [Affine(he((D, M), rng, dtype=np.float64), np.zeros(M))]
        layers += [ReLU(MASKS[name])]
    net = Sequential(layers[:-1])
    trainer = Trainer(net, SGD(0.1), rng=rng, batch_size=100, evaluation_samples=100)
    trainer.fit(x, t, epochs=2)
    return net


weights = {}
for name in MASKS:
    nets = [trained(name, seed) for seed in range(3)]
    right = np.mean([net.accuracy(x_test, t_test) for net in nets])
    closed = np.mean([1 - net.layers[1].open.mean() for net in nets])
    weights[name] = [W for net in nets for W in net.params.values()]
    print(f"{name:7} closed {closed:5.1%}  test {right:.1%}")
pairs = zip(weights["x > 0"], weights["x >= 0"], strict=True)
same = all(np.array_equal(one, other) for one, other in pairs)
print(f"x > 0 and x >= 0 give the same weights to the last bit: {same}")
