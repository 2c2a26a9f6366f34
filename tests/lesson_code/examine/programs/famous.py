"""Mistakes that stood, or stand, in well-known pages and libraries, each in a few lines.

Each class says whose mistake it is.
"""

import numpy as np

rng = np.random.default_rng(0)  # as in a notebook: shared by all that follows


class TutorialReLU:
    """The NumPy project's MNIST tutorial takes the mask from the output, with >=."""

    def forward(self, x):
        self.y = (x >= 0) * x
        return self.y

    def backward(self, dout):
        return dout * (self.y >= 0)


class TutorialDropout:
    """The same tutorial: the factor is missing on the way back."""

    def forward(self, x, train=False):
        self.mask = rng.integers(2, size=x.shape) if train else None
        return x * self.mask * 2 if train else x

    def backward(self, dout):
        return dout if self.mask is None else dout * self.mask


class LibraryDropout:
    """ddbourgin/numpy-ml, issue 94: backward ignores the mask."""

    def __init__(self, p=0.4):
        self.p, self.training = p, True

    def forward(self, x):
        scaler, mask = 1.0, np.ones(x.shape, bool)
        if self.training:
            scaler = 1 / (1 - self.p)
            mask = rng.random(x.shape) >= self.p
        return scaler * mask * x

    def backward(self, dout):
        return dout * 1.0


class CourseDropout:
    """A course whose test never tries inference: students pass with this."""

    def __init__(self, rate):
        self.rate, self.training = rate, True

    def forward(self, x):
        self.factor = (rng.random(x.shape) >= self.rate) / (1 - self.rate)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor


class HeldDropout:
    """Makes its mask once, at the first batch."""

    def __init__(self, rate):
        self.rate, self.mask = rate, None

    def forward(self, x, train=True):
        if not train:
            return x
        if self.mask is None or self.mask.shape != x.shape:
            self.mask = (rng.random(x.shape) >= self.rate) / (1 - self.rate)
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class ParenthesesAdam:
    """d2l's TensorFlow Adam, d2l-en issue 2691: eps is added to the parameter."""

    def __init__(self, lr):
        self.lr, self.t, self.s = lr, 0, {}

    def update(self, params, grads):
        self.t += 1
        for key, g in grads.items():
            v, s = self.s.setdefault(key, (np.zeros_like(g), np.zeros_like(g)))
            v = 0.9 * v + 0.1 * g
            s = 0.999 * s + 0.001 * g**2
            self.s[key] = v, s
            v_hat, s_hat = v / (1 - 0.9**self.t), s / (1 - 0.999**self.t)
            params[key][:] = params[key] - self.lr * v_hat / np.sqrt(s_hat) + 1e-6


class StartingRMSProp:
    """MatrixSlow, issue 28: the mean starts at g^2 in place of (1 - decay) g^2."""

    def __init__(self, lr, decay=0.9):
        self.lr, self.decay, self.s = lr, decay, {}

    def update(self, params, grads):
        for key, g in grads.items():
            if key not in self.s:
                self.s[key] = g**2
            else:
                self.s[key] = self.decay * self.s[key] + (1 - self.decay) * g**2
            params[key] -= self.lr * g / np.sqrt(self.s[key] + 1e-10)


class StartingAdam:
    """The same: both means start at the first gradient."""

    def __init__(self, lr=0.01, beta1=0.9, beta2=0.99):
        self.lr, self.beta1, self.beta2, self.v, self.s = lr, beta1, beta2, {}, {}

    def update(self, params, grads):
        for key, g in grads.items():
            if key not in self.s:
                self.v[key], self.s[key] = g, g**2
            else:
                self.v[key] = self.beta1 * self.v[key] + (1 - self.beta1) * g
                self.s[key] = self.beta2 * self.s[key] + (1 - self.beta2) * g**2
            params[key] -= self.lr * self.v[key] / (np.sqrt(self.s[key]) + 1e-10)


class NoteAdaGrad:
    """A public note: `lr - grads`."""

    def __init__(self, lr=0.01):
        self.lr, self.h = lr, {}

    def update(self, params, grads):
        for key, g in grads.items():
            self.h[key] = self.h.get(key, 0) + g * g
            params[key] -= self.lr - g / (np.sqrt(self.h[key]) + 1e-7)


class NoteSGD:
    """The same note."""

    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            params[key] -= self.lr - grads[key]


class Nesterov2016:
    """The Japanese book from 2016 to January 2021: the velocity changes before it is used."""

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None

    def update(self, params, grads):
        if self.v is None:
            self.v = {key: np.zeros_like(value) for key, value in params.items()}
        for key in params:
            self.v[key] *= self.momentum
            self.v[key] -= self.lr * grads[key]
            params[key] += self.momentum * self.momentum * self.v[key]
            params[key] -= (1 + self.momentum) * self.lr * grads[key]


class Neighbours:
    """Local response normalisation, of which only each channel's own path comes back."""

    def __init__(self, alpha=0.5):
        self.alpha = alpha

    def sums(self, x):
        padded = np.pad(x**2, ((0, 0), (1, 1), (0, 0), (0, 0)))
        return 1 + self.alpha * (padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:])

    def forward(self, x):
        self.x, self.s = x, self.sums(x)
        return x / self.s

    def backward(self, dout):
        return dout * (1 / self.s - 2 * self.alpha * self.x**2 / self.s**2)


class ReplacingSGD:
    """Puts a new array in the dictionary, of which the layers know nothing."""

    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            params[key] = params[key] - self.lr * grads[key]


class GradientAdamW:
    """Decays in the gradient what AdamW decays apart."""

    def __init__(self, lr, weight_decay):
        self.lr, self.weight_decay, self.t, self.m, self.v = lr, weight_decay, 0, {}, {}

    def update(self, params, grads):
        self.t += 1
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p
            m = 0.9 * self.m.get(key, 0) + 0.1 * g
            v = 0.999 * self.v.get(key, 0) + 0.001 * g * g
            self.m[key], self.v[key] = m, v
            step = m / (1 - 0.9**self.t) / (np.sqrt(v / (1 - 0.999**self.t)) + 1e-8)
            p -= self.lr * step


class Loops:
    """Never ends."""

    def forward(self, x):
        while x is not None:
            x = x + 0
        return x


class Raises:
    """Stops in a line of its own."""

    def forward(self, x):
        return x

    def backward(self, dout):
        return dout @ np.ones((7, 7))


class Needs:
    """Cannot be made without being told with what."""

    def __init__(self, temperature):
        self.temperature = temperature

    def forward(self, x):
        return x / self.temperature

    def backward(self, dout):
        return dout / self.temperature


def made():
    """A function that makes a layer."""
    return Needs(2.0)


def two_lines(x):
    """Neither a layer nor a loss nor an optimiser."""
    return x


class TorchSGD:
    def __init__(self, params, lr=0.1):
        self.params, self.lr = list(params), lr

    def zero_grad(self):
        for p in self.params:
            p.gradient = 0

    def step(self):
        for p in self.params:
            data = p.data
            data = data - self.lr * p.grad
