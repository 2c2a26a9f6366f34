from itertools import pairwise

import numpy as np

from lesson_code import (
    Affine,
    Sequential,
    Sigmoid,
    SumOfSquares,
    numerical_gradient,
    relative_error,
)

count = {"forward passes": 0, "multiply-adds": 0}


class Counted(Affine):
    """An affine layer that counts its multiply-adds."""

    def forward(self, x, train=False):
        count["multiply-adds"] += len(x) * self.params["W"].size
        return super().forward(x, train)

    def backward_params(self, dout):
        count["multiply-adds"] += len(dout) * self.params["W"].size
        super().backward_params(dout)

    def backward(self, dout):
        count["multiply-adds"] += 2 * len(dout) * self.params["W"].size
        return super().backward(dout)


def network(sizes, rng):
    layers = []
    for D, M in pairwise(sizes):
        layers += [Counted(rng.standard_normal((D, M)), np.zeros(M)), Sigmoid()]
    return Sequential(layers[:-1], SumOfSquares())


def by_backpropagation(net, x, t):
    count.update({"forward passes": 1, "multiply-adds": 0})
    return net.gradients(x, t)[1]


def by_differences(net, x, t):
    count.update({"forward passes": 0, "multiply-adds": 0})

    def loss(_):
        count["forward passes"] += 1
        return net.loss(x, t)

    return {name: numerical_gradient(loss, p) for name, p in net.params.items()}


rng = np.random.default_rng(0)
net = network((8, 5, 3), rng)
x, t = rng.standard_normal((1, 8)), np.array([[1.0, 0, 0]])
measured = by_differences(net, x, t)
print("8-5-3, parameters:", sum(p.size for p in net.params.values()))
print("differences:    ", count)
grads = by_backpropagation(net, x, t)
print("backpropagation:", count)
worst = max(relative_error(grads[name], measured[name]) for name in grads)
print("same gradients:", worst < 1e-7)

parameters, dear, cheap = [], [], []
for hidden in (1, 3, 10, 30, 100):
    net = network((784, hidden, 10), rng)
    by_backpropagation(net, rng.standard_normal((1, 784)), np.ones((1, 10)))
    cheap.append(count["multiply-adds"])
    once = net.summary((784,)).multiply_adds
    parameters.append(sum(p.size for p in net.params.values()))
    dear.append(2 * parameters[-1] * once)

print(f"784-100-10, parameters: {parameters[-1]:,}")
print(f"forward passes for differences: {2 * parameters[-1]:,}")
print(f"multiply-adds: one forward pass {once:,}, all differences {dear[-1]:,}")
print(f"backpropagation, forward and back: {cheap[-1]:,}")
print(f"times the work: {dear[-1] / cheap[-1]:,.0f}")

kept = sum(len(layer.params["W"]) for layer in net.layers if layer.params)
print(f"inputs of the affine layers, for each image: {kept}")

# Drawing
import matplotlib.pyplot as plt

plt.loglog(parameters, dear, "C1s--", label="numerical_gradient")
plt.loglog(parameters, cheap, "C0o-", label="backward")
plt.gca().set(xlabel="$P$", ylabel=r"$\times$")
plt.grid()
plt.show()
