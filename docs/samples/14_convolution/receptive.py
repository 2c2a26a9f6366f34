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


for settings in ([(3, 1)], [(3, 1)] * 2, [(3, 1)] * 3, [(3, 2), (3, 1)], [(3, 2), (3, 2)]):
    chain = ", ".join(f"3x3 stride {S}" for _, S in settings)
    print(f"{chain}: sees {look(*settings)}, formula {formula(*settings)}")

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 2, figsize=(6.4, 2.8), layout="constrained")
for ax, S in zip(axes, (1, 2), strict=True):
    shown = [(0, 1), (S - 1, 3), (0, 3 + 2 * S)]  # above, in the middle, x: where, how many
    width = 3 + 2 * S
    left = [(width - 1) / 2, (width - 3) / 2, 0]
    for level, (_, cells) in enumerate(shown):
        wide = S if level == 1 else 1
        left[level] = (width - 1) / 2 - (cells - 1) / 2 * wide
        for k in range(cells):
            place = (left[level] + k * wide, 1.6 * level)
            ax.add_patch(plt.Rectangle(place, 1, 0.7, fc="C1" if level == 0 else "C0", alpha=0.6))
            ax.add_patch(plt.Rectangle(place, 1, 0.7, fill=False, ec="gray"))
    middle = left[0] + 0.5
    for k in range(3):
        ax.plot([middle, left[1] + k * S + 0.5], [0.7, 1.6], color="gray", lw=1)
        for j in range(3):
            start = left[1] + k * S + 0.5
            ax.plot([start, k * S + j + 0.5], [2.3, 3.2], color="gray", lw=1)
    names = ("$y$", "", "$x$")
    for level, name in enumerate(names):
        ax.text(-0.5, 1.6 * level + 0.35, name, ha="center", va="center", size=13)
    ax.set(xlim=(-1, 7.2), ylim=(4.1, -0.2), title=f"3x3 stride {S}, 3x3: {width}")
    ax.axis("off")
plt.show()
