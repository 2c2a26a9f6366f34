import numpy as np

from lesson_code import conv_output_size, im2col

print("28 pixels, filter 5:", conv_output_size(28, 5))
print("without the + 1:", (28 - 5) // 1)

x = np.ones((1, 1, 4, 4))
size, stride, pad = 2, 2, 1
forgotten = (4 - size) // stride + 1
col = im2col(x, size, size, stride, pad)
try:
    col.max(axis=1).reshape(1, forgotten, forgotten, 1)
except ValueError as error:
    print("ValueError:", error)
try:
    conv_output_size(8, filter_size=3, stride=2)
except ValueError as error:
    print("ValueError:", error)
