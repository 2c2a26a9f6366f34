import numpy as np


def normalise(x, axes, eps=1e-5):
    mean = x.mean(axis=axes, keepdims=True)
    var = x.var(axis=axes, keepdims=True)
    return (x - mean) / np.sqrt(var + eps)


def group_norm(x, groups):
    N, C, H, W = x.shape
    grouped = x.reshape(N, groups, C // groups, H, W)
    return normalise(grouped, (2, 3, 4)).reshape(x.shape)


kinds = {
    "batch norm": lambda x: normalise(x, (0, 2, 3)),
    "layer norm": lambda x: normalise(x, (1, 2, 3)),
    "instance norm": lambda x: normalise(x, (2, 3)),
    "group norm": lambda x: group_norm(x, 2),
}
rng = np.random.default_rng(0)
x = rng.normal(1, 2, (8, 4, 5, 5))
print("               largest difference of image 0:")
print("               alone and among 8")
for name, norm in kinds.items():
    difference = np.abs(norm(x[:1])[0] - norm(x)[0]).max()
    print(f"{name:14}{difference:18.2f}")

# Drawing
import matplotlib.pyplot as plt

shared = {
    "batch norm": (slice(None), 0),
    "layer norm": (0, slice(None)),
    "instance norm": (0, 0),
    "group norm": (0, slice(0, 2)),
}
_, panels = plt.subplots(1, 4, figsize=(7.2, 2.2))
for panel, (name, cells) in zip(panels, shared.items(), strict=True):
    chosen = np.zeros((3, 4), bool)
    chosen[cells] = True
    for (n, c), hatched in np.ndenumerate(chosen):
        look = {"hatch": "////", "edgecolor": "C0"} if hatched else {}
        style = {"fill": False, "edgecolor": "C5", "lw": 0.8} | look
        panel.add_patch(plt.Rectangle((c, -n - 1), 1, 1, **style))
    panel.set_title(name, fontsize=10)
    panel.text(2, -3.2, "$C$", ha="center", va="top")
    panel.text(-0.3, -1.5, "$N$", ha="right", va="center")
    panel.axis([-1, 4.1, -4, 0.1])
    panel.set_aspect("equal")
    panel.axis("off")
plt.show()
