import numpy as np

from lesson_code import BatchNormalization, check_gradients


def compact(dout, x_hat, s, gamma):
    mean = dout.mean(axis=0)
    slope = (dout * x_hat).mean(axis=0)
    return gamma / s * (dout - mean - x_hat * slope)


def rows(images):
    """(N, C, H, W) to (N * H * W, C): one row for each pixel."""
    return images.transpose(0, 2, 3, 1).reshape(-1, images.shape[1])


rng = np.random.default_rng(0)
N, C, H, W = 4, 3, 5, 6
x, dout = rng.standard_normal((2, N, C, H, W))
gamma, beta = rng.standard_normal(C), rng.standard_normal(C)

c = rows(x) - rows(x).mean(axis=0)
s = np.sqrt((c**2).mean(axis=0) + 1e-5)
dx = compact(rows(dout), c / s, s, gamma)
print("rows", rows(x).shape, " dx", dx.shape)
dx = dx.reshape(N, H, W, C).transpose(0, 3, 1, 2)
print("dx as images", dx.shape)

layer = BatchNormalization(gamma, beta)
layer.forward(x, train=True)
print("same as the layer:", np.allclose(dx, layer.backward(dout)))
errors = check_gradients(layer, x, rng, train=True)
print("gradient check passes:", max(errors.values()) < 1e-6)
print("dx adds up to 0 in each channel:", np.allclose(dx.sum(axis=(0, 2, 3)), 0))
print("and at each pixel:", np.allclose(dx.sum(axis=0), 0))

per_pixel = BatchNormalization(np.ones((C, H, W)), np.zeros((C, H, W)))
per_pixel.forward(x, train=True)
dx = per_pixel.backward(dout)
print("with statistics per pixel, at each pixel:", np.allclose(dx.sum(axis=0), 0))
