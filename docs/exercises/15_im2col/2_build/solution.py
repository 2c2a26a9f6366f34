import numpy as np

from lesson_code import conv_output_size


def count_windows(size, filter_size, stride=1, pad=0):
    output_size = conv_output_size(size, filter_size, stride, pad)
    position = np.arange(size) + pad
    first = np.maximum(0, -((filter_size - 1 - position) // stride))
    last = np.minimum(output_size - 1, position // stride)
    return last - first + 1


print(count_windows(3, 2))
print(count_windows(7, 3, stride=2))
print(count_windows(5, 5, pad=2))
