import numpy as np

from lesson_code import MaxPooling, conv_output_size, im2col

print("28 pixels, filter 5:", conv_output_size(28, 5))
print("without the + 1:", (28 - 5) // 1)
print("windows lost in an image:", 24 * 24 - 23 * 23)

W = np.zeros((30, 1, 5, 5))
try:
    FN, C, FH, FW = W.sape
except AttributeError as error:
    print("AttributeError:", error)

x = np.ones((1, 1, 4, 4))
pool, stride, pad = 2, 2, 1
out = int(1 + (4 - pool) / stride)
col = im2col(x, pool, pool, stride, pad).reshape(-1, pool * pool)
try:
    col.max(axis=1).reshape(1, out, out, 1)
except ValueError as error:
    print("ValueError:", error)
y = MaxPooling(pool, stride=stride, pad=pad).forward(x)
print("MaxPooling with pad:", y.shape)
