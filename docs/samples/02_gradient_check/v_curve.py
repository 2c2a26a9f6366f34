import numpy as np


def f(x):
    return 1 / x


def worst_errors(dtype, h):
    """The largest error at 1000 points just below 1, for each h."""
    x = (1 - np.arange(1, 1001) / 2**16).astype(dtype)
    slope = -1 / x.astype(np.float64) ** 2
    worst = np.empty(len(h))
    for i, step in enumerate(h.astype(dtype)):
        central = (f(x + step) - f(x - step)) / (2 * step)
        worst[i] = np.abs(central - slope).max()
    return worst


results = []
for dtype, bits in ((np.float64, 52), (np.float32, 23)):
    k = np.arange(1, bits + 1)
    h, eps = 2.0**-k, 2.0**-bits
    worst, formula = worst_errors(dtype, h), eps / (2 * h) + h**2
    i = worst.argmin()
    print(f"{dtype.__name__}: best h = 2^-{k[i]}")
    print(f"  measured {worst[i]:.2e}, by the formula {formula[i]:.2e}")
    print(f"  at h = 2^-18: {worst[17]:.1e}, at 2^-{bits}: {worst[-1]:.2g}")
    results.append((h, worst, formula))

# Drawing
import matplotlib.pyplot as plt

for (h, worst, formula), color, mark in zip(results, ("C0", "C1"), "os", strict=True):
    plt.loglog(h, worst, color + mark, markersize=4)
    plt.loglog(h, formula, color, lw=1)
plt.text(2e-6, 6e-12, "float64", color="C0")
plt.text(5e-3, 3e-6, "float32", color="C1")
plt.xlabel("$h$")
plt.ylabel("$E$")
plt.ylim(1e-12, 10)
plt.grid()
plt.show()
