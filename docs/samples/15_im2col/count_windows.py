import itertools

import numpy as np

from lesson_code import col2im, conv_output_size


def count_windows(size, filter_size, stride=1, pad=0):
    output_size = conv_output_size(size, filter_size, stride, pad)
    position = np.arange(size) + pad
    first = np.maximum(0, -((filter_size - 1 - position) // stride))
    last = np.minimum(output_size - 1, position // stride)
    return last - first + 1


assert list(count_windows(3, 2)) == [1, 2, 1]
assert list(count_windows(7, 3, stride=2)) == [1, 1, 2, 1, 2, 1, 1]
assert list(count_windows(28, 5, pad=2)[:5]) == [3, 4, 5, 5, 5]
print(np.outer(count_windows(3, 2), count_windows(4, 2)))

checked = 0
settings = itertools.product(range(1, 12), range(1, 6), range(1, 5), range(3))
for size, filter_size, stride, pad in settings:
    if size + 2 * pad < filter_size or (size + 2 * pad - filter_size) % stride:
        continue
    OH = conv_output_size(size, filter_size, stride, pad)
    ones = np.ones((OH * OH, filter_size**2))
    shape = (1, 1, size, size)
    counts = col2im(ones, shape, filter_size, filter_size, stride, pad)[0, 0]
    one_axis = count_windows(size, filter_size, stride, pad)
    assert np.array_equal(np.outer(one_axis, one_axis), counts)
    checked += 1
print("settings checked:", checked)
