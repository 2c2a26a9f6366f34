"""Networks that train themselves, with fit and predict, and some that are trained.

In what ends in `Wrong`, hidden units begin alike.
"""

import numpy as np


# ---- Weights in attributes, made in __init__
class MLPClassifier:
    def __init__(self, hidden=8, n_features=6, n_classes=3, lr=0.1, epochs=200, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.epochs = lr, epochs
        self.W1, self.b1 = self.first(rng, n_features, hidden), np.zeros(hidden)
        self.W2, self.b2 = rng.normal(0, 0.3, (hidden, n_classes)), np.zeros(n_classes)
        self.vW1 = np.zeros_like(self.W1)  # of a momentum that nobody has asked for

    def first(self, rng, D, H):
        return rng.normal(0, np.sqrt(1 / D), (D, H))

    def _hidden(self, X):
        return np.tanh(X @ self.W1 + self.b1)

    def predict_proba(self, X):
        z = self._hidden(X) @ self.W2 + self.b2
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def fit(self, X, y):
        for _ in range(self.epochs):
            self.h = self._hidden(X)
            dz = self.predict_proba(X)
            dz[np.arange(len(y)), y] -= 1
            dz /= len(y)
            dh = dz @ self.W2.T * (1 - self.h**2)
            self.W2 -= self.lr * self.h.T @ dz
            self.b2 -= self.lr * dz.sum(axis=0)
            self.W1 -= self.lr * X.T @ dh
            self.b1 -= self.lr * dh.sum(axis=0)
        return self


class MLPClassifierWrong(MLPClassifier):
    """W1 is one number, and so is W2."""

    def __init__(self, hidden=8, n_features=6, n_classes=3, lr=0.1, epochs=200):
        super().__init__(hidden, n_features, n_classes, lr, epochs)
        self.W2 = np.full((hidden, n_classes), 0.1)

    def first(self, rng, D, H):
        return np.full((D, H), 0.5)


class SavedByTheLast(MLPClassifier):
    """W1 is one number, but W2 is not: its units get different gradients."""

    def first(self, rng, D, H):
        return np.full((D, H), 0.5)


class LastFromZero(MLPClassifier):
    """A last layer that begins at 0 is no mistake."""

    def __init__(self, hidden=8):
        super().__init__(hidden)
        self.W2 = np.zeros_like(self.W2)


# ---- Lists of matrices that stand the other way round, made at the first fit; two classes
class Binary:
    def __init__(self, hidden_layers=(5, 4), learning_rate=0.5, n_iter=50, random_state=1):
        self.hidden_layers, self.learning_rate = hidden_layers, learning_rate
        self.n_iter, self.random_state = n_iter, random_state

    def draw(self, rng, shape):
        return rng.uniform(-0.7, 0.7, shape)

    def activations(self, X):
        a = [X]
        for W, b in zip(self.coefs_, self.intercepts_, strict=True):
            a.append(1 / (1 + np.exp(-(a[-1] @ W.T + b))))
        return a

    def fit(self, X, y, verbose=False):
        rng = np.random.RandomState(self.random_state)
        sizes = [X.shape[1], *self.hidden_layers, 1]
        pairs = list(zip(sizes[1:], sizes[:-1], strict=True))
        self.coefs_ = [self.draw(rng, pair) for pair in pairs]
        self.intercepts_ = [np.zeros(m) for m, _ in pairs]
        y = np.reshape(y, (-1, 1))
        if set(np.unique(y)) - {0, 1}:
            raise ValueError("y has more than two classes")
        for _ in range(self.n_iter):
            a = self.activations(X)
            d = (a[-1] - y) / len(X)
            for i in range(len(self.coefs_) - 1, -1, -1):
                below = d @ self.coefs_[i] * a[i] * (1 - a[i])
                self.coefs_[i] = self.coefs_[i] - self.learning_rate * d.T @ a[i]
                self.intercepts_[i] = self.intercepts_[i] - self.learning_rate * d.sum(axis=0)
                d = below

    def predict(self, X):
        return (self.activations(X)[-1][:, 0] > 0.5).astype(int)


class BinaryWrong(Binary):
    def draw(self, rng, shape):
        return np.ones(shape) / shape[1]


class DeepWrong(Binary):
    """Only the second hidden layer, and what comes behind it, begin at one number."""

    def draw(self, rng, shape):
        first = shape[0] == self.hidden_layers[0]
        return super().draw(rng, shape) if first else np.full(shape, 0.3)


# ---- A regression in a dictionary, with zeros everywhere and ReLU; batches, shuffled
class Regressor:
    scale = 0.5

    def __init__(self, n_hidden=10):
        self.n_hidden, self.p = n_hidden, None

    def fit(self, X, y, epochs=30, batch_size=8):
        rng = np.random.default_rng(3)
        if self.p is None:
            self.p = {
                "W1": self.scale * rng.standard_normal((X.shape[1], self.n_hidden)),
                "b1": np.zeros((1, self.n_hidden)),
                "W2": self.scale * rng.standard_normal((self.n_hidden, 1)),
                "b2": np.zeros((1, 1)),
            }
        y = np.asarray(y, float)
        if y.ndim == 1:
            y = y[:, None]
        for _ in range(epochs):
            order = rng.permutation(len(X))
            for i in range(0, len(X), batch_size):
                self._step(X[order[i : i + batch_size]], y[order[i : i + batch_size]])

    def _step(self, X, y):
        p = self.p
        h = np.maximum(0, X @ p["W1"] + p["b1"])
        d = 2 * (h @ p["W2"] + p["b2"] - y) / len(X)
        dh = d @ p["W2"].T * (h > 0)
        for name, g in (("W2", h.T @ d), ("b2", d.sum(0)), ("W1", X.T @ dh), ("b1", dh.sum(0))):
            p[name] -= 0.01 * g

    def predict(self, X):
        p = self.p
        return (np.maximum(0, X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]).ravel()


class RegressorWrong(Regressor):
    scale = 0.0


# ---- The last layer is a vector, after Rosenblatt's and Rumelhart's papers
class SingleOutput:
    def __init__(self, n_units=6, eta=0.2, max_iter=100):
        self.n_units, self.eta, self.max_iter = n_units, eta, max_iter

    def start(self, D):
        r = np.random.RandomState(8)
        return r.randn(D, self.n_units), r.randn(self.n_units)

    def fit(self, X, y):
        self.V, self.w = self.start(X.shape[1])
        self.c, self.bias = np.zeros(self.n_units), 0.0
        t = np.asarray(y, float).ravel()
        for _ in range(self.max_iter):
            for x_n, t_n in zip(X, t, strict=True):
                h = np.tanh(x_n @ self.V + self.c)
                error = h @ self.w + self.bias - t_n
                back = error * self.w * (1 - h**2)
                self.w = self.w - self.eta / len(X) * error * h
                self.bias -= self.eta / len(X) * error
                self.V = self.V - self.eta / len(X) * np.outer(x_n, back)
                self.c = self.c - self.eta / len(X) * back

    def predict(self, X):
        return np.tanh(X @ self.V + self.c) @ self.w + self.bias


class SingleOutputWrong(SingleOutput):
    def start(self, D):
        return np.ones((D, self.n_units)), np.ones(self.n_units)


# ---- No hidden layer, and nothing to be alike
class LogisticRegression:
    def __init__(self, lr=0.1, n_iters=100):
        self.lr, self.n_iters = lr, n_iters

    def fit(self, X, y):
        K = int(y.max()) + 1
        self.W = np.zeros((X.shape[1], K))
        for _ in range(self.n_iters):
            e = np.exp(X @ self.W)
            self.W -= self.lr * X.T @ (e / e.sum(axis=1, keepdims=True) - np.eye(K)[y]) / len(X)

    def predict(self, X):
        return (X @ self.W).argmax(axis=1)


class Fussy:
    """Its fit wants what nobody can guess."""

    def fit(self, X, y):
        raise ValueError("expected a corpus of sentences")

    def predict(self, X):
        return X


# ---- Networks that are trained by somebody: in PyTorch's manner, and as in CS231n
class Parameter:
    def __init__(self, data):
        self.data, self.grad = data, None


class Linear:
    def __init__(self, n_in, n_out, draw):
        self.weight, self.bias = Parameter(draw((n_out, n_in))), Parameter(np.zeros(n_out))

    def forward(self, x):
        self.x = x
        return x @ self.weight.data.T + self.bias.data

    def backward(self, grad):
        self.weight.grad, self.bias.grad = grad.T @ self.x, grad.sum(axis=0)
        return grad @ self.weight.data


class Tanh:
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, grad):
        return grad * (1 - self.y**2)


class ReLU:
    def forward(self, x):
        self.open = x > 0
        return x * self.open

    def backward(self, grad):
        return grad * self.open


class Dropping:
    training = True

    def __init__(self):
        self.rng = np.random.default_rng(5)

    def forward(self, x):
        self.mask = 2.0 * (self.rng.random(x.shape) > 0.5) if self.training else np.ones(x.shape)
        return x * self.mask

    def backward(self, grad):
        return grad * self.mask


def random(shape):
    return np.random.default_rng(shape[0]).normal(0, 0.5, shape)


class Net:
    middle, last = staticmethod(random), staticmethod(random)
    between = ReLU

    def __init__(self):
        self.layers = [Linear(6, 5, random), Tanh(), Linear(5, 4, self.middle), self.between()]
        self.layers.append(Linear(4, 3, self.last))

    def parameters(self):
        linears = [layer for layer in self.layers if isinstance(layer, Linear)]
        return [p for layer in linears for p in (layer.weight, layer.bias)]

    def train(self, mode=True):
        for layer in self.layers:
            layer.training = mode

    def eval(self):
        self.train(False)

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, grad):
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        return grad


class NetFromZero(Net):
    """The last layer begins at 0, as many do."""

    last = staticmethod(np.zeros)


class NetWrong(Net):
    middle = last = staticmethod(lambda shape: np.full(shape, 0.2))


class NetWithDropout(NetWrong):
    """Dropout breaks the symmetry."""

    between = Dropping


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size):
        self.params = {
            "W1": self.draw(input_size, hidden_size),
            "b1": np.zeros(hidden_size),
            "W2": self.draw(hidden_size, output_size),
            "b2": np.zeros(output_size),
        }

    def draw(self, n, m):
        return 0.01 * np.random.randn(n, m)

    def loss(self, X, y=None):
        p = self.params
        h = np.maximum(0, X @ p["W1"] + p["b1"])
        scores = h @ p["W2"] + p["b2"]
        if y is None:
            return scores
        q = np.exp(scores - scores.max(axis=1, keepdims=True))
        q /= q.sum(axis=1, keepdims=True)
        loss = -np.log(q[range(len(y)), y]).mean()
        q[range(len(y)), y] -= 1
        q /= len(y)
        dh = q @ p["W2"].T * (h > 0)
        grads = {"W2": h.T @ q, "b2": q.sum(axis=0), "W1": X.T @ dh, "b1": dh.sum(axis=0)}
        return loss, grads


class TwoLayerNetWrong(TwoLayerNet):
    def draw(self, n, m):
        return np.zeros((n, m))


class ConvNet:
    """One convolution of images of 8 by 8 pixels, and scores."""

    def __init__(self):
        self.filters = self.draw((4, 2, 3, 3))
        self.scores = self.draw((6 * 6 * 4, 3))
        self.params = {"filters": self.filters, "scores": self.scores}

    def draw(self, shape):
        return np.random.default_rng(1).normal(0, 0.1, shape)

    def loss(self, X, y=None):
        places = [(i, j) for i in range(X.shape[2] - 2) for j in range(X.shape[3] - 2)]
        windows = np.stack([X[:, :, i : i + 3, j : j + 3] for i, j in places], axis=1)
        a = np.tensordot(windows, self.filters, axes=([2, 3, 4], [1, 2, 3]))
        h = np.maximum(0, a).reshape(len(X), -1)
        z = h @ self.scores
        if y is None:
            return z
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        loss = -np.log(p[np.arange(len(y)), y]).mean()
        p[np.arange(len(y)), y] -= 1
        d = p / len(y)
        da = (d @ self.scores.T).reshape(a.shape) * (a > 0)
        filters = np.tensordot(da, windows, axes=([0, 1], [0, 1]))
        return loss, {"filters": filters, "scores": h.T @ d}


class ConvNetWrong(ConvNet):
    def draw(self, shape):
        return np.full(shape, 0.1)
