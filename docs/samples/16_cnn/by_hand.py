import numpy as np

from lesson_code import MaxPooling

x = np.array([[2.0, 2.0, 1.0], [0.0, 3.0, 3.0], [3.0, 1.0, 0.0]])
dout = np.array([[1.0, 10.0], [100.0, 1000.0]])


def max_pooling_backward(x, dout, size, stride):
    dx = np.zeros_like(x)
    for oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        window = x[top : top + size, left : left + size]
        fy, fx = np.unravel_index(window.argmax(), window.shape)
        dx[top + fy, left + fx] += dout[oy, ox]
    return dx


dx = max_pooling_backward(x, dout, size=2, stride=1)
print(dx)

pooling = MaxPooling(2, stride=1)
pooling.forward(x[np.newaxis, np.newaxis])
assert np.array_equal(pooling.backward(dout[np.newaxis, np.newaxis])[0, 0], dx)
print("same as MaxPooling")

image = np.zeros((1, 1, 28, 28))
for pad in (0, 1, 2):
    try:
        MaxPooling(3, stride=2, pad=pad).forward(image)
    except ValueError:
        print("refused with pad", pad)

edge = ((0, 0), (0, 0), (0, 1), (0, 1))
padded = np.pad(image, edge, constant_values=-np.inf)
y = MaxPooling(3, stride=2).forward(padded)
print("one edge padded:", padded.shape, "->", y.shape)
