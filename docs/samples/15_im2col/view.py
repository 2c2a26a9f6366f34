import numpy as np

from lesson_code import extract_windows, im2col

x = np.zeros((100, 1, 28, 28), np.float32)
windows = extract_windows(x, 5, 5)
turned = windows.transpose(0, 4, 5, 1, 2, 3)
col = im2col(x, 5, 5)


def steps(array):
    return tuple(stride // array.itemsize for stride in array.strides)


for name, array in {"x": x, "windows": windows, "turned": turned, "col": col}.items():
    print(name, array.shape)
    print("  steps", steps(array))
    print("  shares memory with x:", np.shares_memory(array, x))
print("numbers in x:", x.size)
print("numbers in col:", col.size, "=", 100 * 24 * 24, "*", 5 * 5)
print(f"ratio, pad=0: {col.size / x.size:.1f}")
print(f"ratio, pad=2: {im2col(x, 5, 5, pad=2).size / x.size:.1f}")
