import matplotlib.pyplot as plt
import numpy as np

from lesson_code import Convolution, lecun, load_mnist

(images, _), _ = load_mnist()
rng = np.random.default_rng(0)
W = lecun((4, 1, 3, 3), rng, np.float64)
bias = np.array([0.3, -0.2, 0.1, -0.4])
z = Convolution(W, bias, pad=1).forward(images[:128].astype(np.float64))
print("z", z.shape)

var = z.var(axis=0)
flat = var < 1e-12
print("per node    var", var.shape, end="")
print("  without variance:", flat.sum(), "of", var.size)
print("            mean there:", np.unique(z.mean(axis=0)[flat].round(6)))
per_channel = z.var(axis=(0, 2, 3))
print("per channel var", per_channel.shape, per_channel.round(2))
for eps in (1e-5, 1e-10):
    largest = 1 / np.sqrt(var.min() + eps)
    shared = 1 / np.sqrt(per_channel.min() + eps)
    print(f"eps {eps:g}: largest factor ", end="")
    print(f"{largest:.0f} per node, {shared:.1f} per channel")

_, panels = plt.subplots(1, 2, figsize=(5.4, 2.7))
for panel, picture in zip(panels, (images[0, 0], var[0]), strict=True):
    panel.imshow(picture)
    panel.contour(flat[0], [0.5], colors="C1", linewidths=1.5)
    panel.axis("off")
plt.show()
