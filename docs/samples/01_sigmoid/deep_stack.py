import numpy as np

DEPTH, D = 20, 100


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def lengths(std, seed, slopes):
    """Lengths of the gradient, from the last layer to the first."""
    rng = np.random.default_rng(seed)
    y, kept, found = rng.standard_normal(D), [], []
    for _ in range(DEPTH):
        W = std * rng.standard_normal((D, D))
        y = sigmoid(y @ W)
        kept.append((W, y))
    g = rng.standard_normal(D)
    g = g / np.linalg.norm(g)
    for W, y in reversed(kept):
        g = g * y * (1 - y) if slopes else g
        found.append(np.linalg.norm(g))
        g = g @ W.T
    return found


print("   std   reaches first   per layer   without slopes")
medians = {}
for std in (1.0, 0.1, 0.01):
    factors = []
    for slopes in (True, False):
        runs = [lengths(std, seed, slopes) for seed in range(10)]
        medians[std, slopes] = line = np.median(runs, axis=0)
        factors.append((line[-1] / line[0]) ** (1 / (DEPTH - 1)))
    reached = medians[std, True][-1]
    with_slopes, without = factors
    print(f"{std:6} {reached:15.0e} {with_slopes:11.3f} {without:16.2f}")

# Drawing
import matplotlib.pyplot as plt

n = np.arange(1, DEPTH + 1)
plt.semilogy(n, 0.25**n, "C1--", label="$(1/4)^n$")
for std, style in ((1.0, "C2^-"), (0.1, "C0o-"), (0.01, "C3s-")):
    line = medians[std, True]
    plt.semilogy(n, line, style, markersize=4, label=f"std = {std}")
plt.xlabel("$n$")
plt.ylabel(r"$\Vert \partial L / \partial z \Vert$")
plt.xticks([1, 5, 10, 15, 20])
plt.grid()
plt.legend()
plt.show()
