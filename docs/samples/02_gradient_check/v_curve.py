import matplotlib.pyplot as plt
import numpy as np


def f(x):
    return 1 / x


x = 1 - np.arange(1, 1001) / 2**16  # 1000 points just below 1
slope = -1 / x**2  # what is right

k = np.arange(1, 53)
h = 2.0**-k
worst = np.empty(52)
for i, step in enumerate(h):
    central = (f(x + step) - f(x - step)) / (2 * step)
    worst[i] = np.abs(central - slope).max()

print("x", x.shape, " h", h.shape, " worst", worst.shape)
print("        h   error")
for i in (4, 11, 18, 25, 32, 39, 46, 52):
    print(f"2^-{i:<2}  {h[i - 1]:.0e}  {worst[i - 1]:.1e}")
print(f"smallest: {worst.min():.1e} at h = 2^-{k[worst.argmin()]}")

plt.loglog(h, worst, "C0o", markersize=5)
plt.xlabel("$h$")
plt.ylabel("$E$")
plt.ylim(1e-12, 10)
plt.grid()
plt.show()
