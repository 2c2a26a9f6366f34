import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    return rng.normal(0, np.sqrt(2 / fan_in), shape)


rng = np.random.default_rng(0)
for shape in ((784, 50), (50, 784), (30, 1, 5, 5), (64, 32, 3, 3)):
    W = he(shape, rng)
    print(f"{shape!s:16} standard deviation {W.std():.4f}")

image = rng.standard_normal((8, 32, 10, 10))
W = he((64, 32, 3, 3), rng)
view = np.lib.stride_tricks.sliding_window_view
windows = view(image, (3, 3), axis=(2, 3))
h = np.maximum(0, np.einsum("ncyxij,fcij->nfyx", windows, W))
before, after = (image**2).mean(), (h**2).mean()
print(f"convolution: {before:.2f} goes in, {after:.2f} comes out")
