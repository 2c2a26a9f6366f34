"""Networks with the conventions of the Japanese book, and of the course CS231n."""

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return dout @ self.W.T


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        return dout


class Dropout:
    def forward(self, x, train_flg=True):
        self.mask = np.ones(x.shape)
        if train_flg:
            self.mask = (np.random.rand(*x.shape) > 0.5) * 2.0
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class SoftmaxWithLoss:
    def forward(self, x, t):
        x = x - x.max(axis=1, keepdims=True)
        self.y, self.t = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True), t
        return -np.log(self.y[np.arange(len(t)), t] + 1e-7).mean()

    def backward(self, dout=1):
        dx = self.y.copy()
        dx[np.arange(len(dx)), self.t] -= 1
        return dx / len(dx)


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = p = {
            "W1": weight_init_std * np.random.randn(input_size, hidden_size),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * np.random.randn(hidden_size, output_size),
            "b2": np.zeros(output_size),
        }
        self.layers = {
            "Affine1": Affine(p["W1"], p["b1"]),
            "Relu1": Relu(),
            "Dropout1": Dropout(),
            "Affine2": Affine(p["W2"], p["b2"]),
        }
        self.lastLayer = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        for key, layer in self.layers.items():
            x = layer.forward(x, train_flg) if "Dropout" in key else layer.forward(x)
        return x

    def loss(self, x, t, train_flg=False):
        return self.lastLayer.forward(self.predict(x, train_flg), t)

    def gradient(self, x, t):
        self.loss(x, t, train_flg=True)
        dout = self.lastLayer.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        first, second = self.layers["Affine1"], self.layers["Affine2"]
        return {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, {}

    def update(self, params, grads):
        for key in params:
            v = self.v.get(key, np.zeros_like(params[key]))
            step = self.v[key] = self.momentum * v - self.lr * grads[key]
            params[key] += step


class FullyConnectedNet:
    def __init__(self, input_dim=3 * 4 * 4, hidden_dim=20, num_classes=10, weight_scale=1e-2):
        self.params = {
            "W1": weight_scale * np.random.randn(input_dim, hidden_dim),
            "gamma": np.ones(hidden_dim),
            "beta": np.zeros(hidden_dim),
            "W2": weight_scale * np.random.randn(hidden_dim, num_classes),
            "b2": np.zeros(num_classes),
        }
        self.bn_param = {}

    def loss(self, X, y=None):
        p, bn_param = self.params, self.bn_param
        a = X @ p["W1"]
        mean = bn_param.get("running_mean", np.zeros(a.shape[1]))
        var = bn_param.get("running_var", np.zeros(a.shape[1]))
        if y is not None:
            bn_param["running_mean"] = 0.9 * mean + 0.1 * a.mean(axis=0)
            bn_param["running_var"] = 0.9 * var + 0.1 * a.var(axis=0)
            mean, var = a.mean(axis=0), a.var(axis=0)
        std = np.sqrt(var + 1e-5)
        x_hat = (a - mean) / std
        h = np.maximum(0, p["gamma"] * x_hat + p["beta"])
        scores = h @ p["W2"] + p["b2"]
        if y is None:
            return scores
        shifted = scores - scores.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        d = np.exp(log_p)
        d[np.arange(len(y)), y] -= 1
        d /= len(y)
        grads = {"W2": h.T @ d, "b2": d.sum(axis=0)}
        d = d @ p["W2"].T
        d = d * (h > 0)
        grads["gamma"], grads["beta"] = (d * x_hat).sum(axis=0), d.sum(axis=0)
        d = d * p["gamma"]
        d = (d - d.mean(axis=0) - x_hat * (d * x_hat).mean(axis=0)) / std
        grads["W1"] = X.T @ d
        return -log_p[np.arange(len(y)), y].mean(), grads
