import numpy as np

from lesson_code import col2im, conv_output_size


def overlap_counts(size, filter_size, stride=1, pad=0):
    positions = conv_output_size(size, filter_size, stride, pad)
    ones = np.ones((positions**2, filter_size**2))
    shape = (1, 1, size, size)
    return col2im(ones, shape, filter_size, filter_size, stride, pad)[0, 0]


print(overlap_counts(3, 2))
real = overlap_counts(28, 5)
print("corner", real[0, 0], " middle", real[14, 14])
print("sum", real.sum(), "=", 24 * 24 * 25)
print("side by side:", np.unique(overlap_counts(6, 2, stride=2)))
