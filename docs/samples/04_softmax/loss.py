import numpy as np

p = np.array([0.776, 0.25, 0.002])  # what three images gave to their right classes

print("likelihood    ", round(p.prod(), 6))
print("-log of it    ", round(-np.log(p.prod()), 3))
print("each -log p   ", (-np.log(p)).round(3), " sum", round(-np.log(p).sum(), 3))
print("mean          ", round(-np.log(p).mean(), 3))

many = np.full(60000, 0.9)
print("product of 60000 times 0.9:", many.prod())
print("sum of the -log:           ", round(-np.log(many).sum(), 1))

# Drawing
import matplotlib.pyplot as plt

x = np.linspace(0.0015, 1, 400)
plt.plot(x, -np.log(x))
plt.plot(p, -np.log(p), "o", markersize=8)
plt.xlabel("$p$")
plt.ylabel(r"$-\log p$")
plt.show()
