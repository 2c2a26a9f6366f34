import matplotlib.pyplot as plt
import numpy as np

from lesson_code import Convolution, MaxPooling, load_mnist

_, (x_test, _) = load_mnist()
x = (255 * x_test[:1000].astype(np.float64)).round()


def move_right(x, pixels):
    return np.pad(x, ((0, 0), (0, 0), (0, 0), (pixels, 0)))[..., : x.shape[3]]


def change(a, b):
    return np.linalg.norm(a - b) / np.linalg.norm(b)


sobel = np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]])
conv = Convolution(np.stack([sobel, sobel.T])[:, np.newaxis], np.zeros(2), pad=1)
steps = {
    "x": lambda x: x,
    "conv": lambda x: np.maximum(conv.forward(x), 0),
    "MaxPooling(2)": lambda x: MaxPooling(2).forward(steps["conv"](x)),
    "MaxPooling(4)": lambda x: MaxPooling(4).forward(steps["conv"](x)),
}

print("moved by       0    1    2    3    4")
for style, (name, step) in zip(("o:", "s--", "^-", "v-"), steps.items(), strict=True):
    before = step(x)
    after = [step(move_right(x, pixels)) for pixels in range(5)]
    changes = [change(y, before) for y in after]
    print(f"{name:13}", *(f"{c:.2f}" for c in changes))
    plt.plot(range(5), changes, style, label=name)
    if name != "x":
        same = (after[1] == before)[before > 0].mean()
        print(f"  moved by 1, the same: {same:.0%}")

plt.xlabel("pixels")
plt.ylabel(r"$\|y' - y\| \,/\, \|y\|$")
plt.xticks(range(5))
plt.legend()
plt.show()
