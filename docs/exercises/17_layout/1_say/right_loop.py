"""A loop over the axes as they lie in memory."""


def strides(N, C, H, W):
    found, stride = {}, 1
    for name, size in (("n", N), ("x", W), ("y", H), ("c", C)):
        found[name] = stride
        stride *= size
    return tuple(found[name] for name in "ncyx")
