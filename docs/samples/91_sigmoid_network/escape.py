import matplotlib.pyplot as plt
import numpy as np

from lesson_code import sigmoid

LR = 3.0


def quadratic(z):
    y = sigmoid(z)
    return (y - 1) * y * (1 - y)


def cross_entropy(z):
    return sigmoid(z) - 1


def steps_to_zero(z, gradient):
    steps = 0
    while z < 0:
        z, steps = z - LR * gradient(z), steps + 1
    return steps


print("   z   quadratic  e^-z / 3   cross-entropy")
for start in (-2.0, -4.0, -6.0, -8.0, -10.0):
    slow = steps_to_zero(start, quadratic)
    fast = steps_to_zero(start, cross_entropy)
    print(f"{start:4.0f}  {slow:9}  {np.exp(-start) / LR:9.0f}  {fast:12}")

z = np.linspace(-10, 6, 200)
plt.figure(figsize=(5.4, 3))
plt.plot(z, cross_entropy(z), "C2--", label="cross-entropy")
plt.plot(z, quadratic(z), "C0", label="quadratic")
plt.xlabel("$z$")
plt.ylabel(r"$\partial L / \partial z$")
plt.legend()
plt.show()
