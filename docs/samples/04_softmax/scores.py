import numpy as np

a = np.array([3.0, 1.0, -1.0, 1.0])

e = np.exp(a)
p = e / e.sum()

print("a        ", a)
print("exp(a)   ", e.round(3), " sum", round(e.sum(), 3))
print("p        ", p.round(3), " sum", round(p.sum(), 3))
print("p0 / p1  ", round(p[0] / p[1], 3), " exp(3 - 1)", round(np.exp(2), 3))

shifted, tripled = np.exp(a + 5), np.exp(3 * a)
print("a + 5    ", (shifted / shifted.sum()).round(3))
print("3 a      ", (tripled / tripled.sum()).round(3))

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 3, figsize=(6.4, 2.6))
names = ("$a_k$", "$e^{a_k}$", "$p_k$")
for ax, values, name in zip(axes, (a, e, p), names, strict=True):
    ax.bar(range(4), values)
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set_title(name)
    ax.set_xticks(range(4))
plt.show()
