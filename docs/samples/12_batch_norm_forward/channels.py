import matplotlib.pyplot as plt
import numpy as np

from lesson_code import BatchNormalization

rng = np.random.default_rng(0)
x = rng.standard_normal((8, 2, 5, 5)) * [[[3]], [[1]]] + [[[0]], [[4]]]
N, C, H, W = x.shape
mu, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
spread = (C, 1, 1)
x_hat = (x - mu.reshape(spread)) / np.sqrt(var.reshape(spread) + 1e-5)

per_channel = BatchNormalization(np.ones(C), np.zeros(C))
per_node = BatchNormalization(np.ones((C, H, W)), np.zeros((C, H, W)))
print("x", x.shape, " mu", mu.shape, mu.round(1) + 0, " var", var.round(1))
print("the layer's:", np.allclose(per_channel.forward(x, train=True), x_hat))

moved = x.copy()
moved[0] = np.roll(x[0], 1, axis=2)  # one image goes one column to the right
print("             statistics  values in each  image moved: changed by")
for name, layer in (("per channel", per_channel), ("per node", per_node)):
    before = np.roll(layer.forward(x, train=True)[0], 1, axis=2)
    change = np.abs(layer.forward(moved, train=True)[0] - before).max()
    count = layer.params["gamma"].size
    print(f"{name:11}  {count:10}  {x.size // count:14}  {change:23.2f}")

_, panels = plt.subplots(1, 2)
for panel, shared in zip(panels, (slice(None), (2, 1)), strict=True):
    for n in range(3):
        for c in range(2):
            cells = np.zeros((4, 4))
            if c == 0:
                cells[shared] = 1
            for (i, j), chosen in np.ndenumerate(cells):
                corner = (6 * c + j, -5.2 * n - i)
                look = {"hatch": "////", "edgecolor": "C0"} if chosen else {}
                style = {"fill": False, "edgecolor": "C5", "lw": 0.8} | look
                panel.add_patch(plt.Rectangle(corner, 1, 1, **style))
    for c in range(2):
        panel.text(6 * c + 2, 2, f"$c = {c}$", ha="center")
    for n in range(3):
        panel.text(-0.5, -5.2 * n - 1, f"$n = {n}$", ha="right", va="center")
    panel.axis([-4.5, 10.5, -14.5, 3.5])
    panel.set_aspect("equal")
    panel.axis("off")
plt.show()
