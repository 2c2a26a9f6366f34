"""Networks that say which their parameters are, in several ways.

In what ends in `Wrong`, they say something else when they are asked again.
"""

import numpy as np


class Tensor:
    def __init__(self, data):
        self.data = data
        self.grad = np.zeros_like(data)


class Dense:
    def __init__(self, n, m):
        self.w = Tensor(np.random.normal(0, 1 / np.sqrt(n), (n, m)))
        self.b = Tensor(np.zeros(m))

    def forward(self, x):
        self.x = x
        return x @ self.w.data + self.b.data

    def backward(self, dout):
        self.w.grad[...] = self.x.T @ dout
        self.b.grad[...] = dout.sum(axis=0)
        return dout @ self.w.data.T

    def parameters(self):
        return [self.w, self.b]


class Tanh:
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, dout):
        return dout * (1 - self.y**2)

    def parameters(self):
        return []


class SGD:
    def __init__(self, params, lr=0.1):
        self.params, self.lr = list(params), lr

    def step(self):
        for p in self.params:
            p.data -= self.lr * p.grad


class Net:
    def __init__(self, n_in=6, hidden=4, n_out=3):
        self.seq = [Dense(n_in, hidden), Tanh(), Dense(hidden, n_out)]

    def forward(self, x):
        for layer in self.seq:
            x = layer.forward(x)
        return x

    def backward(self, dout):
        for layer in self.seq[::-1]:
            dout = layer.backward(dout)
        return dout

    def parameters(self, found=None):
        found = [] if found is None else found
        for layer in self.seq:
            found.extend(layer.parameters())
        return found


class NetWrong(Net):
    def parameters(self, found=[]):
        for layer in self.seq:
            found.extend(layer.parameters())
        return found


class InOrder(Net):
    """A generator that is made anew is right."""

    def parameters(self):
        for layer in self.seq:
            yield from layer.parameters()


class OfItself(Net):
    """Those of a module and of all that is within, handed down; one counts from None."""

    def parameters(self):
        return list(self.within(self))

    def within(self, thing, found=()):
        held = [*vars(thing).values(), *vars(thing).get("seq", [])]
        for value in held:
            if isinstance(value, Tensor):
                found = (*found, value)
            elif hasattr(value, "forward"):
                found = self.within(value, found)
        return found


class OfItselfWrong(Net):
    def parameters(self):
        return self.within(self)

    def within(self, thing, found=[]):
        for value in [*vars(thing).values(), *vars(thing).get("seq", [])]:
            if isinstance(value, Tensor):
                found.append(value)
            elif hasattr(value, "forward"):
                self.within(value, found)
        return found


class KeptWrong(Net):
    """What is kept grows in an attribute of the class."""

    kept = []

    def parameters(self):
        for layer in self.seq:
            self.kept += layer.parameters()
        return self.kept


class ByName(Net):
    """A dictionary, read again and again."""

    @property
    def params(self):
        named = {}
        for i, layer in enumerate(self.seq):
            for j, p in enumerate(layer.parameters()):
                named[f"{i}.{j}"] = p
        return named

    parameters = None


class UsedUpWrong(Net):
    def __init__(self):
        super().__init__()
        self.all = iter([p for layer in self.seq for p in layer.parameters()])

    def parameters(self):
        return self.all


class GeneratorWrong(Net):
    def __init__(self):
        super().__init__()
        self.all = (p for layer in self.seq for p in layer.parameters())

    def parameters(self):
        return self.all


# ---- Layers alone
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return dout @ self.W.T

    def parameters(self):
        return [self.W, self.b]


class AffineWrong(Affine):
    def parameters(self, found=[]):
        found += [self.W, self.b]
        return found


class Scale:
    """A weight that it makes itself, for three features."""

    def __init__(self):
        self.scale = np.array([1.0, 2.0, 3.0])
        self.dscale = np.zeros(3)

    def forward(self, x):
        self.x = x
        return x * self.scale

    def backward(self, dout):
        self.dscale = (dout * self.x).sum(axis=0)
        return dout * self.scale


class ScaleWrong(Scale):
    def __init__(self, scale=np.array([1.0, 2.0, 3.0])):
        self.scale, self.dscale = scale, np.zeros(3)
