from lesson_code import load_mnist

(x, t), _ = load_mnist()
x, t = x[:10], t[:10]
print("images", x.shape, x.dtype, f"from {x.min():.0f} to {x.max():.0f}")
print("labels", t)
print("one row each", x.reshape(10, 784).shape)

# Drawing
import matplotlib.pyplot as plt

from lesson_code.plots import show_image

figure, axes = plt.subplots(2, 5, figsize=(5.4, 2.6))
for ax, image, label in zip(axes.flat, x, t, strict=True):
    show_image(ax, image[0], str(label), limit=1)
plt.show()
