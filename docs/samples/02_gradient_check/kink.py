import numpy as np


def relu(z):
    return np.maximum(z, 0)


def central(z, h):
    return (relu(z + h) - relu(z - h)) / (2 * h)


h = 0.25
for z in (-0.5, -0.125, 0.0, 0.125, 0.5):
    print(f"z {z:6.3f}  measured {central(z, h):.2f}  slope {int(z > 0)}")

# Drawing
import matplotlib.pyplot as plt

z = np.linspace(-1, 1, 401)
plt.plot(z, z > 0, "k", label="slope of ReLU")
plt.plot(z, central(z, 0.5), "C0--", label="$h = 0.5$")
plt.plot(z, central(z, 0.1), "C1", label="$h = 0.1$")
plt.xlabel("$z$")
plt.grid()
plt.legend()
plt.show()
