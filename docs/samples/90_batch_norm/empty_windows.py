import matplotlib.pyplot as plt
import numpy as np

from lesson_code import load_mnist

(x_train, _), _ = load_mnist()

ink = np.pad(x_train[:, 0] > 0, ((0, 0), (1, 1), (1, 1)))
seen = np.zeros((len(x_train), 28, 28), bool)
for dy, dx in np.ndindex(3, 3):
    seen |= ink[:, dy : dy + 28, dx : dx + 28]

share = seen.mean(axis=0)
empty = share == 0
print("windows                          ", share.size)
print("ink in none of the images        ", empty.sum())
print("ink in at most 1 image of 100    ", (share <= 0.01).sum())
print("with 4 filters, without variance:", 4 * empty.sum(), "of", 4 * share.size)

plt.figure(figsize=(5, 4))
plt.imshow(np.log10(np.where(empty, np.nan, share)), cmap="viridis")
for row, column in np.argwhere(empty):
    plt.plot(column, row, "s", color="C1", markersize=7)
plt.colorbar(label=r"$\log_{10}$ share")
plt.xticks([0, 9, 18, 27])
plt.yticks([0, 9, 18, 27])
plt.show()
