import numpy as np

from lesson_code import load_mnist

_, (x_test, _) = load_mnist()
image = (255 * x_test[0, 0]).round().astype(int)  # 0 (paper) to 255 (ink)
W = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
FH, FW = W.shape
OH, OW = image.shape[0] - FH + 1, image.shape[1] - FW + 1

y = np.zeros((OH, OW), int)
for oy in range(OH):
    for ox in range(OW):
        window = image[oy : oy + FH, ox : ox + FW]
        y[oy, ox] = (window * W).sum()

oy, ox = 17, 13
window = image[oy : oy + FH, ox : ox + FW]
print("image", image.shape, " W", W.shape, " y", y.shape)
print(f"window ({oy}, {ox}):\n{window}\nproducts:\n{window * W}")
print("sum:", (window * W).sum(), "=", y[oy, ox])

# Drawing
import matplotlib.pyplot as plt

from lesson_code.plots import show_image


def frame(ax, y, x, height, width, color="C1"):
    corner = (x - 0.5, y - 0.5)
    ax.add_patch(plt.Rectangle(corner, width, height, fill=False, ec=color, lw=2.5))


def numbers(ax, values, title):
    for (row, column), value in np.ndenumerate(values):
        centre = {"ha": "center", "va": "center", "size": 12}
        ax.text(column, row, f"{value:.0f}".replace("-", "\N{MINUS SIGN}"), **centre)
        frame(ax, row, column, 1, 1)
    ax.set(xlim=(-0.6, 2.6), ylim=(2.6, -0.6), aspect="equal", title=title)
    ax.axis("off")


room = {"left": 0.02, "right": 0.98, "bottom": 0.02, "top": 0.93, "hspace": 0.2}
figure, axes = plt.subplot_mosaic(
    "AAABBB;CCDDEE",
    figsize=(6.2, 5.2),
    height_ratios=[3, 2],
    gridspec_kw=room,
    layout="none",
)
show_image(axes["A"], image, "$x$  28\N{MULTIPLICATION SIGN}28")
show_image(axes["B"], y, "$y$  26\N{MULTIPLICATION SIGN}26")
frame(axes["A"], oy, ox, FH, FW)
frame(axes["B"], oy, ox, 1, 1, color="black")
numbers(axes["C"], window, "$x$")
numbers(axes["D"], W, "\N{MULTIPLICATION SIGN}  $W$")
title = f"=  (sum {(window * W).sum()})".replace("-", "\N{MINUS SIGN}")
numbers(axes["E"], window * W, title)
plt.show()
