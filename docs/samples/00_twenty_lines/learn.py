import numpy as np

rng = np.random.default_rng(0)
width, rate, noise = 50, 1.0, 0.05

r = np.linspace(0.1, 1, 200)
t = np.arange(200) % 2
angle = 2 * np.pi * r + np.pi * t
x = (r * [np.cos(angle), np.sin(angle)]).T + rng.normal(0, noise, (200, 2))

W1, b1 = rng.normal(0, 1, (2, width)), np.zeros(width)
W2, b2 = rng.normal(0, np.sqrt(2 / width), (width, 2)), np.zeros(2)

kept = {}
for step in range(1001):
    h = np.maximum(0, x @ W1 + b1)
    e = np.exp(h @ W2 + b2)
    p = e / e.sum(axis=1, keepdims=True)
    if step in (0, 10, 100, 1000):
        print(f"step {step}: {(p.argmax(axis=1) == t).sum()} of 200 right")
        kept[step] = W1, b1, W2, b2
    da = (p - np.eye(2)[t]) / 200
    dz = da @ W2.T * (h > 0)
    W1, b1 = W1 - rate * x.T @ dz, b1 - rate * dz.sum(axis=0)
    W2, b2 = W2 - rate * h.T @ da, b2 - rate * da.sum(axis=0)

# Drawing
import matplotlib.pyplot as plt

side = np.linspace(-1.3, 1.3, 105)
paper = np.stack(np.meshgrid(side, side), axis=-1)
figure, panels = plt.subplots(2, 2, figsize=(6.4, 6.7), layout="constrained")
for axes, (step, (W1, b1, W2, b2)) in zip(panels.flat, kept.items(), strict=True):
    a = np.maximum(0, paper @ W1 + b1) @ W2 + b2
    lead = a[:, :, 1] - a[:, :, 0]
    style = {"origin": "lower", "extent": 2 * (-1.3, 1.3), "interpolation": "none"}
    axes.imshow(np.tanh(lead / 2), cmap="PuOr_r", vmin=-2, vmax=2, **style)
    if lead.min() < 0 < lead.max():
        axes.contour(side, side, lead, levels=[0], colors="black", linewidths=1.5)
    for arm, mark, colour in ((0, "o", "#5b3b9a"), (1, "s", "#a84e00")):
        style = {"color": colour, "mec": "white", "mew": 0.5, "ms": 4.5}
        axes.plot(*x[t == arm].T, mark, **style)
    axes.set(title=f"step {step}", xticks=[], yticks=[])
plt.show()
