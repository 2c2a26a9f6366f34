"""Everything over the stride."""


def output_size(size, filter_size, stride, pad):
    return (size + 2 * pad - filter_size + stride) // stride
