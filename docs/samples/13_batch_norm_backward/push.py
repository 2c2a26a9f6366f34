import numpy as np

gamma, beta = 4.0, 1.0
x = np.array([1.0, 3, 4, 5, 7])


def batch_norm(x):
    return gamma * (x - x.mean()) / x.std() + beta


slopes = np.empty((5, 5))
for j in range(5):
    step = np.zeros(5)
    step[j] = 1e-5
    slopes[:, j] = (batch_norm(x + step) - batch_norm(x - step)) / 2e-5

print("y =", batch_norm(x))
print("slopes of y (down) against x (across):")
for row in slopes:
    print("".join(f"{slope:6.1f}" for slope in row))
print("rows add up to 0:   ", np.allclose(slopes.sum(axis=1), 0, atol=1e-8))
print("columns add up to 0:", np.allclose(slopes.sum(axis=0), 0, atol=1e-8))

# Drawing
import matplotlib.pyplot as plt

pushed = x.copy()
pushed[4] += 2


def line(ax, name, before, after):
    """Draw five points and, where they are known, where the push takes them."""
    ax.hlines(0, -6, 10, color="C5", lw=1)
    ax.plot(before, 0 * before, "o", color="C0", mfc="none", ms=11, mew=1.6)
    for n, a in enumerate(before):
        ax.text(a, -0.75, f"${name}_{n + 1}$", ha="center", color="C0")
        if after is None:
            ax.text(a, 0.35, "?", ha="center", color="C1", size=14)
            continue
        ax.plot(after[n], 0, "o", color="C1", ms=6)
        if abs(after[n] - a) > 0.05:
            style = {"arrowstyle": "->", "color": "C1", "lw": 2}
            ax.annotate("", xy=(after[n], 0.45), xytext=(a, 0.45), arrowprops=style)
            words = f"{after[n] - a:+.1f}".replace("-", "\N{MINUS SIGN}")
            ax.text((a + after[n]) / 2, 0.7, words, ha="center")
    ax.set(xlim=(-6, 10), ylim=(-1, 1.3), yticks=[])
    ax.spines[["left", "right", "top"]].set_visible(False)


for known in (None, batch_norm(pushed)):
    _, axes = plt.subplots(2, 1, figsize=(5.4, 3.2))
    line(axes[0], "x", x, pushed)
    line(axes[1], "y", batch_norm(x), known)
    plt.show()
