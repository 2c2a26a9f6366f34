import numpy as np

sizes = np.array([50, 30, 20])
ends = np.cumsum(sizes)
print("images of each worker:", sizes)
print("shares:               ", sizes / sizes.sum())

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(5.4, 2.6))
for k, (size, right) in enumerate(zip(sizes, ends, strict=True)):
    middle = right - size / 2
    axes.barh(3, size, left=right - size, height=0.7, color=f"C{k}", edgecolor="w")
    axes.text(middle, 3, f"$n_{k + 1} = {size}$", ha="center", va="center", color="w")
    box = {"boxstyle": "round,pad=0.4", "facecolor": "w", "edgecolor": f"C{k}"}
    axes.text(middle, 1.6, f"$g_{k + 1}$", ha="center", va="center", bbox=box)
    arrow = {"arrowstyle": "->", "color": f"C{k}", "linewidth": 1.5}
    axes.annotate("", (middle, 2.0), (middle, 2.6), arrowprops=arrow)
    end = 50 + 0.12 * (middle - 50)
    axes.annotate("", (end, 0.5), (middle, 1.25), arrowprops=arrow)
box = {"boxstyle": "round,pad=0.4", "facecolor": "w", "edgecolor": "k"}
axes.text(50, 0.1, "$g = $?", ha="center", va="center", bbox=box)
axes.set(xlim=(-1, 101), ylim=(-0.4, 3.5))
axes.axis("off")
plt.show()
