import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_derivative(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


z = np.linspace(-8, 8, 321)
y = sigmoid(z)
right = sigmoid_derivative(z)
wrong = sigmoid_derivative(y)  # y is already sigma(z)

print("   z    right    wrong   ratio")
for i in (0, 80, 160, 240, 320):
    print(f"{z[i]:4.0f}   {right[i]:.4f}   {wrong[i]:.4f}   {wrong[i] / right[i]:5.1f}")
print(f"wrong is always between {wrong.min():.3f} and {wrong.max():.3f}")

# Drawing
import matplotlib.pyplot as plt

plt.plot(z, right, "C0", label=r"$\sigma'(z)$")
plt.plot(z, wrong, "C1--", label=r"$\sigma'(\sigma(z))$")
plt.xlabel("$z$")
plt.ylim(0, 0.3)
plt.yticks([0, 1 / 8, 1 / 4], ["0", "1/8", "1/4"])
plt.grid()
plt.legend(loc="lower center")
plt.show()
