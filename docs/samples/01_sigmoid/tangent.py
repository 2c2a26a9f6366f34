import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


half = np.log(3 + 2 * np.sqrt(2))
for z in (0.0, half, 2.0, 6.0):
    y = sigmoid(z)
    print(f"z = {z:5.3f}: y = {y:.4f}, slope y (1 - y) = {y * (1 - y):.4f}")

# Drawing
import matplotlib.pyplot as plt

z = np.linspace(-6, 6, 241)
figure, (above, below) = plt.subplots(2, 1, sharex=True, figsize=(5.4, 5))
above.plot(z, sigmoid(z))
below.plot(z, sigmoid(z) * (1 - sigmoid(z)))
run = np.array([-1.6, 1.6])
for z0, marker in ((0.0, "o"), (2.0, "s")):
    height = sigmoid(z0)
    slope = height * (1 - height)
    above.plot(z0 + run, height + slope * run, "C1")
    above.plot(z0, height, "C1" + marker)
    below.plot([z0, z0], [0, slope], "C1:")
    below.plot(z0, slope, "C1" + marker)
above.set(ylabel=r"$\sigma(z)$", yticks=[0, 0.5, 1])
below.set(ylabel=r"$\sigma'(z)$", xlabel="$z$", ylim=(0, 0.3))
below.set_yticks([0, 1 / 8, 1 / 4], ["0", "1/8", "1/4"])
above.grid()
below.grid()
plt.show()
