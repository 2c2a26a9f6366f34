"""int() drops the remainder."""


def output_size(size, filter_size, stride, pad):
    return int((size + 2 * pad - filter_size) / stride + 1)
