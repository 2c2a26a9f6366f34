import numpy as np

from lesson_code import BatchNormalization

N, D, steps = 16, 100, 1000
t = np.arange(1, steps + 1)
target = np.minimum(3 * t / 600, 3)
rng = np.random.default_rng(0)


def layer(momentum, average="moving"):
    return BatchNormalization(np.ones(D), np.zeros(D), 1e-5, momentum, average)


layers = {
    "0.99": layer(0.99),
    "0.9": layer(0.9),
    "0.1": layer(0.1),
    "arithmetic": layer(0.9, "arithmetic"),
}
running = {name: np.empty((steps, D)) for name in layers}
batch_means = np.empty((steps, D))
for i in range(steps):
    x = target[i] + rng.standard_normal((N, D))
    batch_means[i] = x.mean(axis=0)
    for name, norm in layers.items():
        norm.forward(x, train=True)
        running[name][i] = norm.buffers["running_mean"]

wobble = batch_means[800:].std(axis=1).mean()
print(f"batch mean: wobble {wobble:.3f}")
print("momentum     behind at 600   at 1000   wobble at the end")
for name, mean in running.items():
    behind = (target - mean.mean(axis=1)).round(2) + 0
    wobble = mean[800:].std(axis=1).mean()
    print(f"{name:10}  {behind[599]:14.2f} {behind[999]:9.2f} {wobble:19.3f}")

# Drawing
import matplotlib.pyplot as plt

lines = {
    "0.99": ("C2-", "$m = 0.99$"),
    "0.9": ("C0-", "$m = 0.9$"),
    "arithmetic": ("C1--", "$m = 1 - 1/t$"),
}
shown = slice(0, steps, 5)
plt.plot(t[shown], batch_means[shown, 0], ".", color="0.6", markersize=3)
plt.plot(t[shown], target[shown], "k", linewidth=1)
for name, (style, label) in lines.items():
    plt.plot(t[shown], running[name][shown, 0], style, label=label)
plt.xlabel("$t$")
plt.ylabel(r"$\mu$")
plt.grid()
plt.legend()
plt.show()
