import numpy as np

from lesson_code import sigmoid

x, h = 1.0, 1.5
y = sigmoid(np.array([x - h, x, x + h]))
formula = y[1] * (1 - y[1])
measured = (y[2] - y[0]) / (2 * h)
print(f"by the formula:     {formula:.4f}")
print(f"measured, h = {h}:  {measured:.4f}")

# Drawing
import matplotlib.pyplot as plt

z = np.linspace(-4, 4, 201)
run = np.array([-2.2, 2.2])
plt.plot(z, sigmoid(z), "C0")
plt.plot(x + run, y[1] + formula * run, "C5--", lw=1)
plt.plot([x - h, x + h], [y[0], y[2]], "C1o-")
plt.plot(x, y[1], "C0o")
style = {"arrowstyle": "<->", "color": "C1"}
plt.annotate("", (x - h, 0.05), (x, 0.05), arrowprops=style)
plt.annotate("", (x, 0.05), (x + h, 0.05), arrowprops=style)
plt.text(x - h / 2, 0.08, "$h$", ha="center")
plt.text(x + h / 2, 0.08, "$h$", ha="center")
plt.xlabel("$z$")
plt.ylim(0, 1.1)
plt.grid()
plt.show()
