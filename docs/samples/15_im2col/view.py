import numpy as np

from lesson_code import extract_windows

x = np.zeros((10, 2, 28, 28), np.float32)
windows = extract_windows(x, 5, 5)  # (N, C, FH, FW, OH, OW)
turned = windows.transpose(0, 4, 5, 1, 2, 3)
col = turned.reshape(10 * 24 * 24, 2 * 5 * 5)
one_line = np.lib.stride_tricks.sliding_window_view(x[0, 0, 0], 5)

arrays = {"x": x, "windows": windows, "turned": turned, "col": col}
for name, array in (arrays | {"one_line": one_line}).items():
    steps = tuple(stride // array.itemsize for stride in array.strides)
    print(f"{name} {array.shape}\n  steps {steps}", end="")
    print(", memory of x:", np.shares_memory(array, x))
print(f"col holds {col.size / x.size:.1f} times as many numbers as x")
