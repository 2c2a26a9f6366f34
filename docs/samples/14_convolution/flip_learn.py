import numpy as np

from lesson_code import (
    Adam,
    Affine,
    Convolution,
    Flatten,
    Layer,
    MaxPooling,
    ReLU,
    Sequential,
    Trainer,
    he,
    load_mnist,
)


def turn(W):
    """Turned by 180 degrees; a view, so it changes when W does."""
    return W[:, :, ::-1, ::-1]


class FlippingConvolution(Layer):
    """Convolution as mathematicians mean it."""

    def __init__(self, W, b):
        super().__init__(W=W, b=b)
        self.inner = Convolution(turn(W), b)

    def forward(self, x, train=False):
        return self.inner.forward(x, train)

    def backward(self, dout):
        dx = self.inner.backward(dout)
        self.grads = {"W": turn(self.inner.grads["W"]), "b": self.inner.grads["b"]}
        return dx


(x_train, t_train), (x_test, t_test) = load_mnist()
x_train, t_train = x_train[:2000].astype(np.float64), t_train[:2000]
x_test, t_test = x_test[:1000].astype(np.float64), t_test[:1000]


def train(kind, W):
    rng = np.random.default_rng(0)
    head = Affine(he((288, 10), rng, np.float64), np.zeros(10))
    layers = [kind(W, np.zeros(8)), ReLU(), MaxPooling(4), Flatten(), head]
    net = Sequential(layers)
    trainer = Trainer(net, Adam(0.003), rng=rng, evaluation_samples=1)
    [epoch] = trainer.fit(x_train, t_train)
    return epoch.loss, net.accuracy(x_test, t_test), W


W = np.random.default_rng(1).standard_normal((8, 1, 5, 5)) / 5
a = train(Convolution, W.copy())
b = train(FlippingConvolution, turn(W).copy())
c = train(FlippingConvolution, W.copy())
for name, (loss, accuracy, _) in (
    ("ours, from W            ", a),
    ("flipping, from W turned ", b),
    ("flipping, from W        ", c),
):
    print(f"{name} mean loss {loss:.4f}  accuracy {accuracy:.3f}")
print("learned filters: b's are a's, turned:", np.allclose(b[2], turn(a[2])))
print("                 b's are a's, as they are:", np.allclose(b[2], a[2]))
