import numpy as np

from lesson_code import Affine, Sequential


def combine(gradients, sizes):
    added = sum(n * gradient for n, gradient in zip(sizes, gradients, strict=True))
    return added / sum(sizes)


rng = np.random.default_rng(0)
x, t = rng.standard_normal((12, 4)), rng.integers(0, 3, 12)
net = Sequential([Affine(rng.standard_normal((4, 3)), np.zeros(3))])
net.gradients(x, t)
whole = net.grads["0.W"].copy()

for cuts in ([6], [4, 8], [5], [1, 2], [11]):
    gradients, sizes = [], []
    for part in np.split(np.arange(12), cuts):
        net.gradients(x[part], t[part])
        gradients.append(net.grads["0.W"].copy())
        sizes.append(len(part))
    error = abs(combine(gradients, sizes) - whole).max() / abs(whole).max()
    verdict = "right" if error < 1e-12 else f"off by {error:.0%}"
    print(f"parts {sizes!s:10} {verdict}")
