import matplotlib.pyplot as plt
import numpy as np

from lesson_code import sigmoid, sigmoid_derivative

z = np.linspace(-6, 6, 241)
figure, (above, below) = plt.subplots(2, 1, sharex=True, figsize=(5.4, 5))
above.plot(z, sigmoid(z))
below.plot(z, sigmoid_derivative(z))

run = np.array([-1.6, 1.6])
for z0, marker in ((0.0, "o"), (2.0, "s")):
    height, slope = sigmoid(z0), sigmoid_derivative(z0)
    print(f"z = {z0:.0f}: sigma {height:.4f}, slope {slope:.4f}")
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
