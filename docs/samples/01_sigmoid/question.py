import numpy as np

z = np.array([-4.0, -2, 0, 2, 4])
print((1 / (1 + np.exp(-z))).round(4))

# Drawing
import matplotlib.pyplot as plt

z = np.linspace(-6, 6, 241)
plt.figure(figsize=(5.4, 2.8))
plt.plot(z, 1 / (1 + np.exp(-z)))
plt.plot(0, 0.5, "C1o")
plt.annotate("?", (0.3, 0.36), size=18, color="C1")
plt.yticks([0, 0.5, 1])
plt.xlabel("$z$")
plt.ylabel(r"$\sigma(z)$")
plt.grid()
plt.show()
