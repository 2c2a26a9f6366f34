import numpy as np

from lesson_code import Convolution, load_mnist

sobel = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
W, b = sobel.reshape(1, 1, 3, 3), np.zeros(1)


def move(x, d):
    """Move d pixels to the right; zeros come in on the left."""
    return np.pad(x, ((0, 0), (0, 0), (0, 0), (d, 0)))[..., : x.shape[3]]


x = np.random.default_rng(0).integers(0, 256, (10, 1, 27, 27)).astype(np.float64)
print("stride  pad  x moved by  y moves by  columns equal")
settings = ((1, 0, 1), (1, 0, 5), (1, 1, 1), (1, 1, 5), (2, 0, 2), (2, 0, 1))
for stride, pad, d in settings:
    layer = Convolution(W, b, stride=stride, pad=pad)
    y, y_moved = layer.forward(x), layer.forward(move(x, d))
    by = d // stride
    equal = (y_moved[..., by:] == y[..., : y.shape[3] - by]).all(axis=(0, 1, 2))
    print(f"{stride:6} {pad:4} {d:11} {d / stride:11g}", end="")
    print(f"  {equal.sum()} of {equal.size}")
    if equal.any() and not equal.all():
        print("    differs: column", *(np.flatnonzero(~equal) + by))

_, (x_test, _) = load_mnist()
digit = x_test[:1].astype(np.float64)
layer = Convolution(W, b)
# Drawing
import matplotlib.pyplot as plt

from lesson_code.plots import show_image

figure, axes = plt.subplots(2, 2, figsize=(5, 5))
for row, d in zip(axes, (0, 4), strict=True):
    show_image(row[0], move(digit, d)[0, 0], f"$x$, +{d}")
    show_image(row[1], layer.forward(move(digit, d))[0, 0], "$y$")
plt.show()
