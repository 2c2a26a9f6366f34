import matplotlib.pyplot as plt
import numpy as np


def relu(z):
    return np.maximum(z, 0)


def central(z, h):
    return (relu(z + h) - relu(z - h)) / (2 * h)


h = 0.25
for z in (-0.5, -0.125, 0.0, 0.125, 0.5):
    print(f"z {z:6.3f}  numerical {central(z, h):.2f}  ReLU's {float(z > 0)}")

print("paths   error")
h = 1e-5
for N in (1, 10, 100, 1000, 10_000):
    z = np.ones(N)
    z[0] = h / 2  # one path within reach of its kink
    numerical = central(z, h).mean()
    right = (z > 0).mean()
    print(f"{N:5}   {abs(numerical - right) / (numerical + right):.0e}")

z = np.linspace(-1, 1, 401)
plt.plot(z, z > 0, "k", label="ReLU'")
plt.plot(z, central(z, 0.5), "C0--", label="$h = 0.5$")
plt.plot(z, central(z, 0.1), "C1", label="$h = 0.1$")
plt.xlabel("$z$")
plt.grid()
plt.legend()
plt.show()
