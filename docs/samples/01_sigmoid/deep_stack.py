import matplotlib.pyplot as plt
import numpy as np

from lesson_code import Affine, Sequential, Sigmoid, normal

DEPTH, D = 20, 100


def gradient_norms(std, seed):
    """Length of the gradient at each z, from the last layer to the first."""
    rng = np.random.default_rng(seed)
    layers = []
    for _ in range(DEPTH):
        W = normal((D, D), std, rng, dtype=np.float64)
        layers += [Affine(W, b=np.zeros(D)), Sigmoid()]
    net = Sequential(layers)
    net.forward(rng.standard_normal((1, D)))
    dout = rng.standard_normal((1, D))
    net.backward(dout / np.linalg.norm(dout))
    # one sample: an Affine's gradient at b is the gradient at its output z
    return [np.linalg.norm(net.grads[f"{2 * i}.b"]) for i in reversed(range(DEPTH))]


n = np.arange(1, DEPTH + 1)
plt.semilogy(n, 0.25**n, "C1--", label="$(1/4)^n$")
for std, style in ((1.0, "C2^-"), (0.1, "C0o-"), (0.01, "C3s-")):
    norms = np.median([gradient_norms(std, seed) for seed in range(10)], axis=0)
    factor = (norms[-1] / norms[0]) ** (1 / (DEPTH - 1))
    print(f"std {std:4}: {norms[-1]:.0e}, per layer {factor:.3f}")
    plt.semilogy(n, norms, style, markersize=4, label=f"std = {std}")
plt.xlabel("$n$")
plt.ylabel(r"$\Vert \partial L / \partial z \Vert$")
plt.xticks([1, 5, 10, 15, 20])
plt.grid()
plt.legend()
plt.show()
