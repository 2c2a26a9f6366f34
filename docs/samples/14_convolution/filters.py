import numpy as np

from lesson_code import Convolution, load_mnist

_, (x_test, _) = load_mnist()
x = (255 * x_test[:1].astype(np.float64)).round()
filters = {
    "blur": np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16,
    "sharpen": np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "Sobel x": np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "Sobel y": np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
}
W = np.stack(list(filters.values())).astype(np.float64)[:, np.newaxis]
layer = Convolution(W, np.zeros(4), pad=1)
y = layer.forward(x)
print("x", x.shape, " W", W.shape, " y", y.shape)

grey = layer.forward(np.full((1, 1, 3, 3), 100.0))[0, :, 1, 1]
for name, weights, answer in zip(filters, W, grey, strict=True):
    print(f"{name:8} sum of weights {weights.sum():g}, even grey 100 -> {answer:g}")

# Drawing
import matplotlib.pyplot as plt

from lesson_code.plots import show_image

figure, axes = plt.subplots(2, 4, figsize=(6.4, 3.7))
for k, (name, weights) in enumerate(filters.items()):
    show_image(axes[0, k], weights, name)
    for (row, column), weight in np.ndenumerate(weights):
        text = f"{weight * 16:g}/16" if name == "blur" else f"{weight:g}"
        ink = "white" if abs(weight) > 0.7 * abs(weights).max() else "black"
        place = {"ha": "center", "va": "center", "size": 10, "color": ink}
        axes[0, k].text(column, row, text.replace("-", "\N{MINUS SIGN}"), **place)
    show_image(axes[1, k], y[0, k])
plt.show()
