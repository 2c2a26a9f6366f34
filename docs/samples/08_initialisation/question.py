import numpy as np

D = 200
rng = np.random.default_rng(0)
x = rng.standard_normal((100, D))
sizes = {}
for s in (0.01, 1.0):
    h = x
    sizes[s] = [np.sqrt((h**2).mean())]
    for _ in range(3):
        h = np.maximum(0, h @ rng.normal(0, s, (D, D)))
        sizes[s].append(np.sqrt((h**2).mean()))
    print(f"s = {s:4}:", " -> ".join(f"{size:.3g}" for size in sizes[s]))

# Drawing
import matplotlib.pyplot as plt

plt.figure(figsize=(5.6, 2.8))
for s, marks in sizes.items():
    plt.plot(range(4), marks, "o-", label=f"s = {s}")
plt.text(30, 1, "?", fontsize=24, ha="center", va="center")
plt.yscale("log")
plt.xlim(-2, 54)
plt.ylim(1e-6, 1e6)
plt.xlabel("layer")
plt.ylabel("root mean square")
plt.legend(loc="upper right")
plt.show()
