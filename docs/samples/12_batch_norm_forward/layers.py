import matplotlib.pyplot as plt
import numpy as np

from lesson_code import BatchNormalization, ReLU

N, D, depth = 200, 100, 10
print("std of W   plain: layer 1, layer 10    batch norm: layer 1, layer 10")
for std, style in ((0.05, "C0o"), (0.14, "C2^"), (0.4, "C1s")):
    rng = np.random.default_rng(0)
    weights = std * rng.standard_normal((depth, D, D))
    images = rng.standard_normal((N, D))
    spreads = {}
    for normalise in (False, True):
        h, spreads[normalise] = images, []
        for W in weights:
            z = h @ W
            if normalise:
                layer = BatchNormalization(np.ones(D), np.zeros(D))
                z = layer.forward(z, train=True)
            spreads[normalise].append(z.std(axis=0).mean())
            h = ReLU().forward(z)
    plain, normalised = spreads[False], spreads[True]
    print(f"{std:8}   {plain[0]:9.2f} {plain[-1]:13.2g}", end="")
    print(f"    {normalised[0]:12.2f} {normalised[-1]:12.2f}")
    numbers = range(1, depth + 1)
    plt.semilogy(numbers, plain, style + "-")
    plt.semilogy(numbers, normalised, style + "--", fillstyle="none")
plt.xlabel("$l$")
plt.ylabel(r"$\sigma$")
plt.grid()
plt.show()
