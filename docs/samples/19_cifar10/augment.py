import numpy as np


def random_flips(x, rng):
    flipped = rng.random(len(x)) < 0.5
    return np.where(flipped[:, np.newaxis, np.newaxis, np.newaxis], x[..., ::-1], x)


def random_crops(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top, left = rng.integers(2 * pad + 1, size=(2, N))
    n = np.arange(N)[:, np.newaxis, np.newaxis, np.newaxis]  # (N, 1, 1, 1)
    c = np.arange(C)[:, np.newaxis, np.newaxis]  # (C, 1, 1)
    rows = top[:, np.newaxis] + np.arange(H)  # (N, H)
    columns = left[:, np.newaxis] + np.arange(W)  # (N, W)
    rows = rows[:, np.newaxis, :, np.newaxis]  # (N, 1, H, 1)
    columns = columns[:, np.newaxis, np.newaxis]  # (N, 1, 1, W)
    return padded[n, c, rows, columns]


def with_a_loop(x, pad, rng):
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top, left = rng.integers(2 * pad + 1, size=(2, len(x)))
    H, W = x.shape[2:]
    cut = [padded[n, :, top[n] :, left[n] :][:, :H, :W] for n in range(len(x))]
    return np.stack(cut)


x = np.random.default_rng(0).random((128, 3, 32, 32))
y = random_crops(x, 4, np.random.default_rng(1))
print("shapes", x.shape, y.shape)
looped = with_a_loop(x, 4, np.random.default_rng(1))
print("the loop gives the same:", np.array_equal(y, looped))
flipped = random_flips(x, np.random.default_rng(2))
print(f"flipped: {np.sum((flipped != x).any(axis=(1, 2, 3)))} of {len(x)}")

# Drawing
import matplotlib.pyplot as plt


def boat():
    """A sailing boat before a red sun, drawn by hand: (3, 32, 32)."""
    y, x = np.mgrid[:32, :32]
    picture = np.full((32, 32, 3), (0.62, 0.80, 0.95))
    picture[(x - 25) ** 2 + (y - 7) ** 2 < 12] = 0.90, 0.35, 0.25
    picture[y > 23] = 0.15, 0.35, 0.60
    large = (y > 4) & (y < 20) & (x >= 14) & (x < 14 + (y - 4) * 0.7)
    small = (y > 7) & (y < 20) & (x < 13) & (x > 13 - (y - 7) * 0.6)
    hull = (y >= 21) & (y < 26) & (x > y - 18) & (x < 48 - y)
    picture[large], picture[small] = (0.98, 0.98, 0.96), (0.93, 0.88, 0.75)
    picture[hull] = 0.45, 0.25, 0.15
    return picture.transpose(2, 0, 1)


figure, axes = plt.subplots(1, 4, figsize=(5.4, 1.7))
axes[0].imshow(boat().transpose(1, 2, 0))
for ax, channel in zip(axes[1:], boat(), strict=True):
    ax.imshow(channel, cmap="gray", vmin=0, vmax=1)
for ax, title in zip(axes, ("(3, 32, 32)", "red", "green", "blue"), strict=True):
    ax.set_title(title, fontsize=11)
    ax.set(xticks=[], yticks=[])

rng = np.random.default_rng(3)
seven = random_crops(random_flips(np.stack([boat()] * 7), rng), 4, rng)
figure, axes = plt.subplots(2, 4, figsize=(5.4, 2.9))
for ax, image in zip(axes.flat, [boat(), *seven], strict=True):
    ax.imshow(image.transpose(1, 2, 0))
    ax.set(xticks=[], yticks=[])
axes[0, 0].set_title("original", fontsize=11)
plt.show()
