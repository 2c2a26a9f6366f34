import numpy as np


def run(view):
    length = 1
    for size, stride in zip(view.shape[::-1], view.strides[::-1], strict=True):
        if stride != length * view.itemsize:
            break
        length *= size
    return length


def windows(x):
    return np.lib.stride_tricks.sliding_window_view(x, (5, 5), axis=(2, 3))


first = np.zeros((100, 1, 28, 28), np.float32)
last = np.zeros((1, 28, 28, 100), np.float32).transpose(3, 0, 1, 2)

print("a window a row, (n, oy, ox, c, fy, fx):")
print("   batch first", run(windows(first).transpose(0, 2, 3, 1, 4, 5)))
print("on its side, (c, fy, fx, n, oy, ox):")
print("   batch first", run(windows(first).transpose(1, 4, 5, 0, 2, 3)))
print("on its side, (c, fy, fx, oy, ox, n):")
print("   batch last ", run(windows(last).transpose(1, 4, 5, 2, 3, 0)))
print("upper left corners of all 2x2 windows:")
print("   batch first", run(first[:, :, ::2, ::2]))
print("   batch last ", run(last[:, :, ::2, ::2].transpose(1, 2, 3, 0)))
