import numpy as np

from lesson_code import Convolution, Sequential


def look(*settings):
    """Send 1 back from one output: how many pixels of a row receive something?"""
    layers = [Convolution(np.ones((1, 1, F, F)), np.zeros(1), S) for F, S in settings]
    net = Sequential(layers)
    x = np.zeros((1, 1, 31, 31))
    dout = np.zeros_like(net.forward(x))
    dout[0, 0, 0, 0] = 1
    return np.count_nonzero(net.backward(dout)[0, 0, 0])


def formula(*settings):
    sees, step = 1, 1
    for FH, S in settings:
        sees += (FH - 1) * step
        step *= S
    return sees


one, two = (3, 1), (3, 2)  # size of the filter, stride
for settings in ([one], [one] * 2, [one] * 3, [two, one], [two, two]):
    chain = ", ".join(f"3x3 stride {S}" for _, S in settings)
    print(f"{chain}: sees {look(*settings)}, formula {formula(*settings)}")

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 2, figsize=(6.4, 2.8), layout="constrained")
for ax, S in zip(axes, (1, 2), strict=True):
    sees = 3 + 2 * S
    # what can be seen in each layer: the left ends of its cells
    layers = [[(sees - 1) / 2], [k * S + 1 for k in range(3)], list(range(sees))]
    for level, lefts in enumerate(layers):
        for left in lefts:
            place = (left, 1.6 * level)
            face = "C0" if level else "C1"
            ax.add_patch(plt.Rectangle(place, 1, 0.7, fc=face, alpha=0.6))
            ax.add_patch(plt.Rectangle(place, 1, 0.7, fill=False, ec="gray"))
    for k, middle in enumerate(layers[1]):
        ax.plot([sees / 2, middle + 0.5], [0.7, 1.6], color="gray", lw=1)
        for j in range(3):
            ax.plot([middle + 0.5, k * S + j + 0.5], [2.3, 3.2], color="gray", lw=1)
    for level, name in ((0, "$y$"), (2, "$x$")):
        ax.text(-0.5, 1.6 * level + 0.35, name, ha="center", va="center", size=13)
    ax.set(xlim=(-1, 7.2), ylim=(4.1, -0.2), title=f"3x3 stride {S}, 3x3: {sees}")
    ax.axis("off")
plt.show()
