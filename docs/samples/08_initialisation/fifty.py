import numpy as np

D, layers, SIZES = 200, 50, (0.01, 0.05, 0.1, 0.2)


def passes(seed):
    """Mean squares for each s: h after each layer, the gradient before it."""
    rng = np.random.default_rng(seed)
    first = rng.standard_normal((50, D))
    unit = rng.standard_normal((layers, D, D))  # of standard deviation 1
    last = rng.standard_normal((50, D))
    found = []
    for s in SIZES:
        h, above, forward = first, [], []
        for W in unit:
            z = h @ (s * W)
            h = np.maximum(0, z)
            above.append(z > 0)
            forward.append((h**2).mean())
        d, backward = last, []
        for W, positive in zip(unit[::-1], above[::-1], strict=True):
            d = (d * positive) @ (s * W).T
            backward.append((d**2).mean())
        found.append((forward, backward))
    return found


print("layers  predicted   forward  backward")
runs = np.array([passes(seed) for seed in range(5)])
measured = {s: runs[:, i] for i, s in enumerate(SIZES)}
for s in SIZES:
    forward, backward = np.median(measured[s], axis=0)
    print(f"s = {s:.2f}")
    for k in (1, 10, 50):
        predicted = (D * s**2 / 2) ** k
        measures = f"{forward[k - 1]:8.1e}  {backward[k - 1]:8.1e}"
        print(f"{k:6}   {predicted:8.1e}  {measures}")
last = measured[0.1][:, 0, -1]
low, high = last.min(), last.max()
print(f"s = 0.10, 50 layers, five draws: {low:.2f} to {high:.2f}")

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 2, figsize=(7.2, 3), sharey=True)
k = np.arange(1, layers + 1)
for s, runs in measured.items():
    for ax, median in zip(axes, np.median(runs, axis=0), strict=True):
        ax.plot(k, median, linewidth=3, alpha=0.6, label=f"s = {s:.2f}")
        ax.plot(k, (D * s**2 / 2) ** k, "k--", linewidth=0.8)
axes[0].set_yscale("log")
axes[0].set_yticks([1e-100, 1e-75, 1e-50, 1e-25, 1, 1e25])
axes[0].set_ylabel("mean square")
axes[0].set_xlabel("layers passed, forward")
axes[1].set_xlabel("layers passed, backward")
axes[0].legend()
plt.show()
