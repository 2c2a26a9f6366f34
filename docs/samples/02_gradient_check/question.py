import numpy as np

from lesson_code import sigmoid

z, h = 1.0, 1.5
y = sigmoid(np.array([z - h, z, z + h]))
formula = y[1] * (1 - y[1])
measured = (y[2] - y[0]) / (2 * h)
print(f"by the formula:     {formula:.4f}")
print(f"measured, h = {h}:  {measured:.4f}")

# Drawing
import matplotlib.pyplot as plt

wide, run = np.linspace(-4, 4, 201), np.array([-2.2, 2.2])
plt.plot(wide, sigmoid(wide), "C0")
plt.plot(z + run, y[1] + formula * run, "C5--", lw=1)
plt.plot([z - h, z + h], [y[0], y[2]], "C1o-")
plt.plot(z, y[1], "C0o")
style = {"arrowstyle": "<->", "color": "C1"}
plt.annotate("", (z - h, 0.05), (z, 0.05), arrowprops=style)
plt.annotate("", (z, 0.05), (z + h, 0.05), arrowprops=style)
plt.text(z - h / 2, 0.08, "$h$", ha="center")
plt.text(z + h / 2, 0.08, "$h$", ha="center")
plt.xlabel("$z$")
plt.ylim(0, 1.1)
plt.grid()
plt.show()
