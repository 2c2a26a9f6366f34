import numpy as np

from lesson_code import col2im, conv_output_size


def overlap_counts(size, filter_size, stride=1, pad=0):
    positions = conv_output_size(size, filter_size, stride, pad)
    ones = np.ones((positions**2, filter_size**2))
    shape = (1, 1, size, size)
    return col2im(ones, shape, filter_size, filter_size, stride, pad)[0, 0]


real = overlap_counts(28, 5)
print(f"corner {real[0, 0]:.0f}, middle {real[14, 14]:.0f}, sum {real.sum():.0f}")
print("side by side:", np.unique(overlap_counts(6, 2, stride=2)))

# Drawing
import matplotlib.pyplot as plt

show = {
    "28, 5": real,
    "28, 5 [:7, :7]": real[:7, :7],
    "28, 5, pad=2 [:7, :7]": overlap_counts(28, 5, pad=2)[:7, :7],
    "7, 3, stride=2": overlap_counts(7, 3, stride=2),
}
figure, panels = plt.subplots(2, 2, figsize=(5.4, 5.9))
for axes, (title, counts) in zip(panels.flat, show.items(), strict=True):
    paler = 1.8 * counts.max()
    axes.imshow(counts, cmap="Blues", vmin=0, vmax=paler, interpolation="none")
    for (y, x), count in np.ndenumerate(counts):
        if len(counts) < 28 or (y, x) == (14, 14):
            axes.text(x, y, f"{count:.0f}", ha="center", va="center")
    axes.set_title(title, family="monospace", fontsize=10)
    axes.axis("off")
corner = plt.Rectangle((-0.5, -0.5), 7, 7, fill=False, linewidth=2, linestyle="--")
panels[0, 0].add_patch(corner)
plt.show()
