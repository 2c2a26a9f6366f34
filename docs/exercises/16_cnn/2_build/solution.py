import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    padded = np.pad(x, pad, constant_values=-np.inf)
    dx = np.zeros_like(padded)
    for oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        window = padded[top : top + size, left : left + size]
        fy, fx = np.unravel_index(window.argmax(), window.shape)
        dx[top + fy, left + fx] += dout[oy, ox]
    H, W = x.shape
    return dx[pad : pad + H, pad : pad + W]


x = np.array([[2.0, 2.0, 1.0], [0.0, 3.0, 3.0], [3.0, 1.0, 0.0]])
dout = np.array([[1.0, 10.0], [100.0, 1000.0]])
print(max_pooling_backward(x, dout, size=2, stride=1))
