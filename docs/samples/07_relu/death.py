import numpy as np

from lesson_code import SGD, Affine, ReLU, Sequential, Trainer, he, load_mnist

(x, t), _ = load_mnist()
x, t = x[:4000].reshape(4000, 784).astype(np.float64), t[:4000]
rng = np.random.default_rng(0)
first = Affine(he((784, 100), rng, dtype=np.float64), np.zeros(100))
second = Affine(he((100, 10), rng, dtype=np.float64), np.zeros(10))
net = Sequential([first, ReLU(), second])
trainer = Trainer(net, SGD(1.0), rng=rng)
W, b = first.params["W"], first.params["b"]

dead = np.zeros(100, bool)
deaths = by_W = by_b = 0
top = 0.0  # the mean z of the unit to follow, before it dies
for step in range(1, 41):
    old_W, old_b = W.copy(), b.copy()
    batch = rng.choice(4000, 100, replace=False)
    trainer.step(x[batch], t[batch])
    now = (x[:100] @ W + b).max(axis=0) <= 0
    now[now] = (x @ W[:, now] + b[now]).max(axis=0) <= 0
    for unit in np.flatnonzero(now & ~dead):
        deaths += 1
        xw, old_xw = x @ W[:, unit], x @ old_W[:, unit]
        by_W += (xw + old_b[unit]).max() <= 0
        by_b += (old_xw + b[unit]).max() <= 0
        before = old_xw + old_b[unit]
        if before.mean() > top:
            top, followed, when = before.mean(), unit, step
            change = b[unit] - old_b[unit]
            z_before, z_after = before, xw + b[unit]
            z_W, z_b = xw + old_b[unit], old_xw + b[unit]
    dead = now

print(f"unit {followed}, step {when}         z > 0   mean z  highest z")
for name, z in (
    ("before the step", z_before),
    ("after it", z_after),
    ("if only W had moved", z_W),
    ("if only b had moved", z_b),
):
    print(f"  {name:20} {(z > 0).mean():7.1%} {z.mean():8.2f} {z.max():10.2f}")
print(f"its bias moved by {change:.2f}")
dot = (x[:1000] @ x[1000:2000].T).mean()
print(f"two images, dot product: {dot:.0f} on average")
print(f"deaths in 40 steps: {deaths}; W alone would kill {by_W}, b alone {by_b}")
_, gradients = net.gradients(x, t)
largest = np.abs(gradients["0.W"][:, followed]).max()
print(f"gradient of its W, all images: {largest}")

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(5.4, 2.8))
bins = np.arange(-26, 14, 0.5)
axes.hist(z_before, bins, alpha=0.8, label="before")
axes.hist(z_after, bins, histtype="step", linewidth=2, label="after")
axes.axvline(0, color="black", linewidth=1)
axes.set(xlabel="z", ylabel="images")
axes.legend(loc="upper left")
plt.show()
