"""divmod."""


def output_size(size, filter_size, stride, pad):
    steps, left = divmod(size + 2 * pad - filter_size, stride)
    return steps + 1
