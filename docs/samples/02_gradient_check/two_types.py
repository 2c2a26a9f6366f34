import matplotlib.pyplot as plt
import numpy as np


def f(x):
    return 1 / x


def worst_errors(dtype, h):
    """Worst errors over 1000 points for each h: central, then forward."""
    x = (1 - np.arange(1, 1001) / 2**16).astype(dtype)
    slope = -1 / x.astype(np.float64) ** 2
    errors = []
    for step in h.astype(dtype):
        central = (f(x + step) - f(x - step)) / (2 * step)
        forward = (f(x + step) - f(x)) / step
        errors.append([np.abs(d - slope).max() for d in (central, forward)])
    return np.transpose(errors)


for dtype, bits, color, marks in (
    (np.float64, 52, "C0", "o^"),
    (np.float32, 23, "C1", "sv"),
):
    eps = 2.0**-bits
    k = np.arange(1, bits + 1)
    h = 2.0**-k
    central, forward = worst_errors(dtype, h)
    estimates = {"central": eps / (2 * h) + h**2, "forward": eps / h + h}
    best_h = {"central": (eps / 4) ** (1 / 3), "forward": eps**0.5}
    best = {"central": 3 * best_h["central"] ** 2, "forward": 2 * best_h["forward"]}
    print(f"{dtype.__name__}  eps = 2^-{bits} = {eps:.2e}")
    print(f"  central at h = 2^-18: error {central[17]:.1e}")
    for name, error in (("central", central), ("forward", forward)):
        i = error.argmin()
        print(f"  {name}  best by formula: ", end="")
        print(f"h = 2^{np.log2(best_h[name]):.2f}, error {best[name]:.2e}")
        print(f"           best measured:   h = 2^-{k[i]}, error {error[i]:.2e}")
        print(f"           formula at that h:       {estimates[name][i]:.2e}")
    plt.loglog(h, central, color + marks[0], markersize=4)
    plt.loglog(h, estimates["central"], color)
    plt.loglog(h, forward, color + marks[1], markersize=4)
    plt.loglog(h, estimates["forward"], color + "--")
plt.xlabel("$h$")
plt.ylabel("$E$")
plt.ylim(1e-12, 10)
plt.grid()
plt.show()
