import numpy as np

from lesson_code import Affine, ReLU, Sequential, he, load_mnist

rng = np.random.default_rng(0)
(x, t), _ = load_mnist(flatten=True)
first = Affine(he((784, 50), rng), np.zeros(50, np.float32))
last = Affine(he((50, 10), rng), np.zeros(10, np.float32))
_, gradients = Sequential([first, ReLU(), last]).gradients(x[:50], t[:50])

g = np.abs(np.concatenate([g.ravel() for g in gradients.values()]))
some = g[g > 0]
print(f"{g.size} gradients, {(g == 0).mean():.0%} of them exactly 0")
low, middle, high = np.percentile(some, [1, 50, 99])
print(f"of the others, 1 % are below {low:.1e}")
print(f"              half are below {middle:.1e}")
print(f"               1 % are above {high:.1e}")

# Drawing
import matplotlib.pyplot as plt

plt.figure(figsize=(5.6, 2.6))
plt.hist(np.log10(some), bins=np.arange(-8, 0, 0.2))
plt.xticks(range(-8, 1), [f"$10^{{{k}}}$" for k in range(-8, 1)])
plt.xlabel("size of a gradient")
plt.ylabel("how many")
plt.show()
