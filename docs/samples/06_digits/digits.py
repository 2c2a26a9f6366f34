import matplotlib.pyplot as plt
import numpy as np

from lesson_code import load_mnist, sigmoid_mlp
from lesson_code.plots import show_image

(x, t), _ = load_mnist()
x, t = x[:10], t[:10]

rng = np.random.default_rng(0)
net = sigmoid_mlp(rng, cost="quadratic", weights="normal")
values = x
print(f"{'images':8} {values.shape}")
for layer in net.layers:
    values = layer.forward(values)
    print(f"{type(layer).__name__:8} {values.shape}")
print("parameters", sum(param.size for param in net.params.values()))
print("labels    ", t)
print("answers   ", values.argmax(axis=1))

figure, axes = plt.subplots(2, 5, figsize=(5.4, 2.6))
for ax, image, label in zip(axes.flat, x, t, strict=True):
    show_image(ax, image[0], str(label), limit=1)
plt.show()
