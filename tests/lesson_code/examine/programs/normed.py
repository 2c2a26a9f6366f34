"""Networks with batch norm, each written as somebody else would write it.

In what ends in `Wrong` or has a word before it, several layers keep one set of running statistics.
"""

import numpy as np


# ---- As in the Japanese book: dictionaries of parameters, train_flg
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
        return np.where(self.mask, 0, x)

    def backward(self, dout):
        return np.where(self.mask, 0, dout)


class Dropout:
    def __init__(self, dropout_ratio=0.3):
        self.dropout_ratio = dropout_ratio

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1 - self.dropout_ratio)
        self.mask = np.random.rand(*x.shape) > self.dropout_ratio
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.running_mean, self.running_var = running_mean, running_var

    def forward(self, x, train_flg=True):
        if self.running_mean is None:
            self.running_mean, self.running_var = np.zeros(x.shape[1]), np.zeros(x.shape[1])
        if not train_flg:
            x_hat = (x - self.running_mean) / np.sqrt(self.running_var + 1e-6)
            return self.gamma * x_hat + self.beta
        mu, var = x.mean(axis=0), x.var(axis=0)
        self.std = np.sqrt(var + 1e-6)
        self.x_hat = (x - mu) / self.std
        self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu
        self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        return self.gamma * self.x_hat + self.beta

    def backward(self, dout):
        self.dgamma, self.dbeta = (dout * self.x_hat).sum(axis=0), dout.sum(axis=0)
        d = dout * self.gamma
        return (d - d.mean(axis=0) - self.x_hat * (d * self.x_hat).mean(axis=0)) / self.std


class BatchNormalizationWrong(BatchNormalization):
    """One dictionary, made when Python read the line with def."""

    def __init__(self, gamma, beta, momentum=0.9, running={}):
        super().__init__(gamma, beta, momentum)
        self.running = running

    def forward(self, x, train_flg=True):
        self.running_mean = self.running.get("mean", np.zeros(x.shape[1]))
        self.running_var = self.running.get("var", np.ones(x.shape[1]))
        y = super().forward(x, train_flg)
        self.running["mean"], self.running["var"] = self.running_mean, self.running_var
        return y


class SoftmaxWithLoss:
    def forward(self, x, t):
        x = x - x.max(axis=1, keepdims=True)
        self.y, self.t = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True), t
        return -np.log(self.y[np.arange(len(t)), t] + 1e-7).mean()

    def backward(self, dout=1):
        dx = self.y.copy()
        dx[np.arange(len(dx)), self.t] -= 1
        return dx / len(dx)


class MultiLayerNetExtend:
    norm, drops = BatchNormalization, False

    def __init__(self, input_size, hidden_size_list, output_size):
        sizes = [input_size, *hidden_size_list, output_size]
        self.params, self.layers = {}, {}
        for i, (D, M) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), 1):
            self.params[f"W{i}"] = np.sqrt(2 / D) * np.random.randn(D, M)
            self.params[f"b{i}"] = np.zeros(M)
            self.layers[f"Affine{i}"] = Affine(self.params[f"W{i}"], self.params[f"b{i}"])
            if i == len(sizes) - 1:
                break
            self.params[f"gamma{i}"], self.params[f"beta{i}"] = np.ones(M), np.zeros(M)
            pair = self.params[f"gamma{i}"], self.params[f"beta{i}"]
            self.layers[f"BatchNorm{i}"] = self.norm(*pair)
            self.layers[f"Relu{i}"] = Relu()
            if self.drops:
                self.layers[f"Dropout{i}"] = Dropout()
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        for key, layer in self.layers.items():
            if "Dropout" in key or "BatchNorm" in key:
                x = layer.forward(x, train_flg)
            else:
                x = layer.forward(x)
        return x

    def loss(self, x, t, train_flg=False):
        return self.last_layer.forward(self.predict(x, train_flg), t)

    def gradient(self, x, t):
        self.loss(x, t, train_flg=True)
        dout = self.last_layer.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        grads = {}
        for key, layer in self.layers.items():
            i = key[-1]
            if key.startswith("Affine"):
                grads[f"W{i}"], grads[f"b{i}"] = layer.dW, layer.db
            elif key.startswith("BatchNorm"):
                grads[f"gamma{i}"], grads[f"beta{i}"] = layer.dgamma, layer.dbeta
        return grads


def book():
    return MultiLayerNetExtend(6, [5, 5, 5], 3)


class _Shared(MultiLayerNetExtend):
    norm = BatchNormalizationWrong


def shared_default():
    return _Shared(6, [5, 5, 5], 3)


class _Dropped(MultiLayerNetExtend):
    drops = True


def with_dropout():
    return _Dropped(6, [5, 5], 3)


class _SharedAndDropped(_Dropped):
    norm = BatchNormalizationWrong


def shared_default_with_dropout():
    return _SharedAndDropped(6, [5, 5], 3)


# ---- As in PyTorch: objects with data and grad, train() and eval()
class Tensor:
    def __init__(self, data):
        self.data, self.grad = np.asarray(data, float), None


class Module:
    training = True

    def modules(self):
        return [m for m in vars(self).get("seq", []) if isinstance(m, Module)]

    def train(self, mode=True):
        self.training = mode
        for m in self.modules():
            m.train(mode)
        return self

    def eval(self):
        return self.train(False)

    def parameters(self):
        own = [v for v in vars(self).values() if isinstance(v, Tensor)]
        return own + [p for m in self.modules() for p in m.parameters()]

    def __call__(self, x):
        return self.forward(x)


class Linear(Module):
    def __init__(self, n, m):
        self.weight, self.bias = Tensor(np.random.randn(m, n) / np.sqrt(n)), Tensor(np.zeros(m))

    def forward(self, x):
        self.x = x
        return x @ self.weight.data.T + self.bias.data

    def backward(self, g):
        self.weight.grad, self.bias.grad = g.T @ self.x, g.sum(0)
        return g @ self.weight.data


class Sigmoid(Module):
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, g):
        return g * self.y * (1 - self.y)


class BatchNorm1d(Module):
    momentum, eps = 0.1, 1e-5

    def __init__(self, num_features):
        self.weight, self.bias = Tensor(np.ones(num_features)), Tensor(np.zeros(num_features))
        self.running_mean, self.running_var = np.zeros(num_features), np.ones(num_features)

    def statistics(self):
        return self.running_mean, self.running_var

    def forward(self, x):
        mean, var = self.statistics()
        if not self.training:
            self.x_hat = None  # there is no backward at inference
            return self.weight.data * (x - mean) / np.sqrt(var + self.eps) + self.bias.data
        n = len(x)
        mean += self.momentum * (x.mean(0) - mean)
        var += self.momentum * (x.var(0) * n / (n - 1) - var)
        self.std = np.sqrt(x.var(0) + self.eps)
        self.x_hat = (x - x.mean(0)) / self.std
        return self.weight.data * self.x_hat + self.bias.data

    def backward(self, g):
        self.weight.grad, self.bias.grad = (g * self.x_hat).sum(0), g.sum(0)
        d, h = g * self.weight.data, self.x_hat
        return (d - d.mean(0) - h * (d * h).mean(0)) / self.std


class BatchNorm1dWrong(BatchNorm1d):
    """The statistics are made for each size, and are the class's."""

    buffers = {}

    def __init__(self, num_features):
        self.weight, self.bias = Tensor(np.ones(num_features)), Tensor(np.zeros(num_features))
        self.num_features = num_features

    def statistics(self):
        fresh = np.zeros(self.num_features), np.ones(self.num_features)
        return self.buffers.setdefault(self.num_features, fresh)


class Slow(BatchNorm1d):
    """It lags so far behind that nothing can be said of it."""

    momentum = 1e-5


class Net(Module):
    norm = BatchNorm1d

    def __init__(self):
        self.seq = [Linear(6, 4), self.norm(4), Sigmoid(), Linear(4, 4), self.norm(4), Sigmoid()]
        self.seq.append(Linear(4, 3))

    def forward(self, x):
        for m in self.seq:
            x = m(x)
        return x

    def backward(self, g):
        for m in self.seq[::-1]:
            g = m.backward(g)
        return g


class NetWrong(Net):
    norm = BatchNorm1dWrong


class SlowNet(Net):
    norm = Slow


# ---- As in CS231n: functions, and one dictionary a layer
def batchnorm_forward(x, gamma, beta, bn_param):
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1]))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1]))
    if bn_param["mode"] == "test":
        return gamma * (x - running_mean) / np.sqrt(running_var + 1e-5) + beta, None
    mu, std = x.mean(axis=0), np.sqrt(x.var(axis=0) + 1e-5)
    x_hat = (x - mu) / std
    bn_param["running_mean"] = 0.9 * running_mean + 0.1 * mu
    bn_param["running_var"] = 0.9 * running_var + 0.1 * x.var(axis=0)
    return gamma * x_hat + beta, (x_hat, std, gamma)


def batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    d = dout * gamma
    dx = (d - d.mean(axis=0) - x_hat * (d * x_hat).mean(axis=0)) / std
    return dx, (dout * x_hat).sum(axis=0), dout.sum(axis=0)


class FullyConnectedNet:
    def __init__(self, hidden_dims, input_dim=8, num_classes=5, reg=0.0):
        dims = [input_dim, *hidden_dims, num_classes]
        self.num_layers, self.params, self.reg = len(dims) - 1, {}, reg
        for i in range(1, len(dims)):
            self.params[f"W{i}"] = np.random.randn(dims[i - 1], dims[i]) / np.sqrt(dims[i - 1])
            self.params[f"b{i}"] = np.zeros(dims[i])
            if i < self.num_layers:
                self.params[f"gamma{i}"], self.params[f"beta{i}"] = (
                    np.ones(dims[i]),
                    np.zeros(dims[i]),
                )
        self.bn_params = self.one_each(self.num_layers - 1)

    def one_each(self, n):
        return [{"mode": "train"} for _ in range(n)]

    def loss(self, X, y=None):
        p = self.params
        for bn_param in self.bn_params:
            bn_param["mode"] = "test" if y is None else "train"
        h, caches = X, []
        for i in range(1, self.num_layers):
            a = h @ p[f"W{i}"] + p[f"b{i}"]
            z, cache = batchnorm_forward(a, p[f"gamma{i}"], p[f"beta{i}"], self.bn_params[i - 1])
            caches.append((h, cache, z))
            h = np.maximum(0, z)
        L = self.num_layers
        scores = h @ p[f"W{L}"] + p[f"b{L}"]
        if y is None:
            return scores
        shifted = scores - scores.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        d = np.exp(log_p)
        d[np.arange(len(y)), y] -= 1
        d /= len(y)
        loss = -log_p[np.arange(len(y)), y].mean()
        loss += 0.5 * self.reg * sum((p[f"W{i}"] ** 2).sum() for i in range(1, L + 1))
        grads = {f"W{L}": h.T @ d + self.reg * p[f"W{L}"], f"b{L}": d.sum(axis=0)}
        d = d @ p[f"W{L}"].T
        for i in range(L - 1, 0, -1):
            h, cache, z = caches[i - 1]
            d, grads[f"gamma{i}"], grads[f"beta{i}"] = batchnorm_backward(d * (z > 0), cache)
            grads[f"W{i}"] = h.T @ d + self.reg * p[f"W{i}"]
            grads[f"b{i}"] = d.sum(axis=0)
            d = d @ p[f"W{i}"].T
        return loss, grads


class FullyConnectedNetWrong(FullyConnectedNet):
    def one_each(self, n):
        return [{"mode": "train"}] * n


class FullyConnectedNetOfOne(FullyConnectedNet):
    """Its one dictionary is no layer's: only the numbers tell."""

    def one_each(self, n):
        self.bn_param = {"mode": "train"}
        return Same(self.bn_param, n)


class Same:
    def __init__(self, one, n):
        self.one, self.n = one, n

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError
        return self.one


def course_one():
    return FullyConnectedNetOfOne([7, 7])


def course():
    return FullyConnectedNet([7, 7])


def course_decayed():
    return FullyConnectedNet([7, 7], reg=0.1)


def course_shared():
    return FullyConnectedNetWrong([7, 7])


def course_shared_and_decayed():
    return FullyConnectedNetWrong([7, 7], reg=0.1)


# ---- In plain classes: a global, an argument of forward, one object for all
RUNNING = {}


class Norm:
    def __init__(self, n):
        self.g, self.b, self.state = np.ones(n), np.zeros(n), {}

    def forward(self, x, training=True):
        return self.normalised(x, training, self.state)

    def normalised(self, x, training, state):
        if training:
            self.m, self.v = x.mean(axis=0), x.var(axis=0)
            state["m"] = 0.95 * state.get("m", 0) + 0.05 * self.m
            state["v"] = 0.95 * state.get("v", 1) + 0.05 * self.v
        else:  # backward is that of training
            mean, var = state.get("m", 0), state.get("v", 1)
            return self.g * (x - mean) / (var + 1e-5) ** 0.5 + self.b
        self.n = (x - self.m) / (self.v + 1e-5) ** 0.5
        return self.g * self.n + self.b

    def backward(self, d):
        self.dg, self.db = np.sum(d * self.n, axis=0), np.sum(d, axis=0)
        d = d * self.g
        d = d - d.mean(axis=0) - self.n * (d * self.n).mean(axis=0)
        return d / (self.v + 1e-5) ** 0.5


class NormOfProgram(Norm):
    def forward(self, x, training=True):
        return self.normalised(x, training, RUNNING)


class NormOfForward(Norm):
    def forward(self, x, training=True, state={}):
        return self.normalised(x, training, state)


def norm():
    return Norm(3)


def norm_of_program():
    return NormOfProgram(3)


def norm_of_forward():
    return NormOfForward(3)


class Full:
    def __init__(self, n, m):
        self.W, self.b = np.random.randn(n, m) / n**0.5, np.zeros(m)

    def forward(self, x, training=True):
        self.x = x
        return np.tanh(x @ self.W + self.b)

    def backward(self, d):
        d = d * (1 - np.tanh(self.x @ self.W + self.b) ** 2)
        self.dW, self.db = self.x.T @ d, d.sum(axis=0)
        return d @ self.W.T


class Stack:
    norm = Norm

    def __init__(self):
        self.layers = [Full(9, 6), self.norm(6), Full(6, 6), self.norm(6), Full(6, 4)]
        self.params = [p for one in self.layers for p in vars(one).values() if hasattr(p, "shape")]

    def forward(self, x, training=True):
        for one in self.layers:
            x = one.forward(x, training)
        return x

    def backward(self, d):
        for one in reversed(self.layers):
            d = one.backward(d)
        return d


class StackOfProgram(Stack):
    norm = NormOfProgram


class StackOfForward(Stack):
    norm = NormOfForward


class StackOfOne(Stack):
    """One and the same state is handed to each layer."""

    def __init__(self):
        super().__init__()
        self.layers[1].state = self.layers[3].state = {}


# ---- As in nnfs: a layer leaves its output, and the arrays are the class's
class Layer_BatchNorm:
    def __init__(self, n_inputs, momentum=0.9):
        self.momentum = momentum
        self.gamma, self.beta = np.ones((1, n_inputs)), np.zeros((1, n_inputs))
        self.means, self.variances = np.zeros((1, n_inputs)), np.ones((1, n_inputs))

    def forward(self, inputs, training):
        if not training:
            self.normalised = None  # there is no backward at inference
            self.output = self.gamma * (inputs - self.means) / np.sqrt(self.variances + 1e-7)
            self.output = self.output + self.beta
            return
        means, variances = inputs.mean(axis=0, keepdims=True), inputs.var(axis=0, keepdims=True)
        for kept, new in ((self.means, means), (self.variances, variances)):
            kept *= self.momentum
            kept += (1 - self.momentum) * new
        self.std = np.sqrt(variances + 1e-7)
        self.normalised = (inputs - means) / self.std
        self.output = self.gamma * self.normalised + self.beta

    def backward(self, dvalues):
        self.dgamma = np.sum(dvalues * self.normalised, axis=0, keepdims=True)
        self.dbeta = np.sum(dvalues, axis=0, keepdims=True)
        d = dvalues * self.gamma
        along = np.mean(d * self.normalised, axis=0, keepdims=True)
        self.dinputs = (d - d.mean(axis=0, keepdims=True) - self.normalised * along) / self.std


class Layer_BatchNormWrong(Layer_BatchNorm):
    kept = {}

    def __init__(self, n_inputs, momentum=0.9):
        super().__init__(n_inputs, momentum)
        pair = self.means, self.variances
        self.means, self.variances = self.kept.setdefault(n_inputs, pair)
