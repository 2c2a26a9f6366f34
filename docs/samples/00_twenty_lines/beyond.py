import numpy as np

rng = np.random.default_rng(0)
width, rate, noise = 50, 1.0, 0.05


def spirals(first, last):
    r = np.linspace(first, last, 200)
    t = np.arange(200) % 2
    angle = 2 * np.pi * r + np.pi * t
    return (r * [np.cos(angle), np.sin(angle)]).T + rng.normal(0, noise, (200, 2)), t


def network(x):
    h = np.maximum(0, x @ W1 + b1)
    e = np.exp(h @ W2 + b2)
    return h, e / e.sum(axis=1, keepdims=True)


x, t = spirals(0.1, 1)
W1, b1 = rng.normal(0, 1, (2, width)), np.zeros(width)
W2, b2 = rng.normal(0, np.sqrt(2 / width), (width, 2)), np.zeros(2)
for _ in range(1000):
    h, p = network(x)
    da = (p - np.eye(2)[t]) / 200
    dz = da @ W2.T * (h > 0)
    W1, b1 = W1 - rate * x.T @ dz, b1 - rate * dz.sum(axis=0)
    W2, b2 = W2 - rate * h.T @ da, b2 - rate * da.sum(axis=0)

asked = {
    "learned from": (x, t),
    "new": spirals(0.1, 1),
    "farther out": spirals(1, 1.5),
}
for name, (points, arm) in asked.items():
    p = network(points)[1]
    right, sure = p.argmax(axis=1) == arm, p.max(axis=1) > 0.99
    print(f"{name}: {right.sum()} right, {(sure & ~right).sum()} wrong and sure")

# Drawing
import matplotlib.pyplot as plt

side = np.linspace(-1.8, 1.8, 121)
paper = np.stack(np.meshgrid(side, side), axis=-1)
figure, axes = plt.subplots(figsize=(5, 5), layout="constrained")
a = np.maximum(0, paper @ W1 + b1) @ W2 + b2
style = {"origin": "lower", "extent": 2 * (-1.8, 1.8), "interpolation": "none"}
lead = a[:, :, 1] - a[:, :, 0]
axes.imshow(np.tanh(lead / 2), cmap="PuOr_r", vmin=-2, vmax=2, **style)
axes.contour(side, side, lead, levels=[0], colors="black", linewidths=1.5)
for name in ("new", "farther out"):
    points, arm = asked[name]
    for k, mark, colour in ((0, "o", "#5b3b9a"), (1, "s", "#a84e00")):
        faces = (colour, "white") if name == "new" else ("white", colour)
        axes.plot(*points[arm == k].T, mark, ms=4.5, mfc=faces[0], mec=faces[1])
axes.set(xticks=[], yticks=[])
plt.show()
