"""How long a range is."""


def output_size(size, filter_size, stride, pad):
    return len(range(0, size + 2 * pad - filter_size + 1, stride))
