"""Layers, losses, optimisers and networks with the conventions of PyTorch, in NumPy.

What ends in `Wrong` holds a mistake.
"""

import numpy as np


class Parameter:
    def __init__(self, data):
        self.data = data
        self.grad = None


class Module:
    def __init__(self):
        self.training = True

    def __call__(self, x):
        return self.forward(x)

    def children(self):
        for value in vars(self).values():
            if isinstance(value, Module):
                yield value
            elif isinstance(value, list | tuple):
                yield from (v for v in value if isinstance(v, Module))

    def parameters(self):
        for value in vars(self).values():
            if isinstance(value, Parameter):
                yield value
        for child in self.children():
            yield from child.parameters()

    def zero_grad(self):
        for p in self.parameters():
            p.grad = None

    def train(self, mode=True):
        self.training = mode
        for child in self.children():
            child.train(mode)

    def eval(self):
        self.train(False)


class Linear(Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        bound = 1 / np.sqrt(in_features)
        self.weight = Parameter(np.random.uniform(-bound, bound, (out_features, in_features)))
        self.bias = Parameter(np.random.uniform(-bound, bound, out_features))

    def forward(self, x):
        self.x = x
        return x @ self.weight.data.T + self.bias.data

    def backward(self, grad_output):
        for p, g in (
            (self.weight, grad_output.T @ self.x),
            (self.bias, grad_output.sum(axis=0)),
        ):
            p.grad = g if p.grad is None else p.grad + g
        return grad_output @ self.weight.data


class LinearWrong(Linear):
    def backward(self, grad_output):
        before = self.bias.grad
        dx = super().backward(grad_output)
        self.bias.grad = grad_output.mean(axis=0) + (0 if before is None else before)
        return dx


class ReLU(Module):
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, grad_output):
        return grad_output * self.mask


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p

    def forward(self, x):
        self.mask = None
        if not self.training:
            return x
        self.mask = (np.random.rand(*x.shape) > self.p) / (1 - self.p)
        return x * self.mask

    def backward(self, grad_output):
        return grad_output if self.mask is None else grad_output * self.mask


class CrossEntropyLoss(Module):
    def forward(self, logits, target):
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.p, self.target = np.exp(log_p), target
        return -log_p[np.arange(len(target)), target].mean()

    def backward(self):
        grad = self.p.copy()
        grad[np.arange(len(grad)), self.target] -= 1
        return grad / len(grad)


class SGD:
    def __init__(self, params, lr, momentum=0.0):
        self.params = list(params)
        self.lr, self.momentum = lr, momentum
        self.velocities = [np.zeros_like(p.data) for p in self.params]

    def zero_grad(self):
        for p in self.params:
            p.grad = None

    def step(self):
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v[...] = self.momentum * v - self.lr * p.grad
                p.data = p.data + v


class Net(Module):
    def __init__(self, n_in=6, n_out=3):
        super().__init__()
        self.hidden = [Linear(n_in, 5), ReLU(), Linear(5, 4), ReLU()]
        self.drop = Dropout(0.3)
        self.out = Linear(4, n_out)

    def layers(self):
        return [*self.hidden, self.drop, self.out]

    def forward(self, x):
        for layer in self.layers():
            x = layer(x)
        return x

    def backward(self, grad):
        for layer in reversed(self.layers()):
            grad = layer.backward(grad)
        return grad


class NetWrong(Net):
    """Its parameters() looks at attributes, and not into lists."""

    def children(self):
        return (value for value in vars(self).values() if isinstance(value, Module))


class NetBackwardWrong(Net):
    """The layers are gone through in the order of forward, and one is left out."""

    def backward(self, grad):
        for layer in (self.out, self.drop, *self.hidden[:0:-1]):
            grad = layer.backward(grad)
        return grad
