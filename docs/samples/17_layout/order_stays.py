import numpy as np

N = 100
rng = np.random.default_rng(0)


def show(name, array):
    strides = tuple(stride // array.itemsize for stride in array.strides)
    print(f"{name:26} {array.shape!s:19} {strides}")


x = rng.standard_normal((N, 1, 28, 28), dtype=np.float32)
show("x", x)
x = np.moveaxis(np.ascontiguousarray(np.moveaxis(x, 0, -1)), -1, 0)
show("x, batch last", x)

windows = np.lib.stride_tricks.sliding_window_view(x, (5, 5), axis=(2, 3))
col = windows.transpose(1, 4, 5, 2, 3, 0).reshape(1 * 5 * 5, 24 * 24 * N)
W = rng.standard_normal((30, 25), dtype=np.float32)
show("col", col)
y = (W @ col).reshape(30, 24, 24, N).transpose(3, 0, 1, 2)
show("y, the convolution", y)

relu = np.maximum(y, 0)
show("np.maximum(y, 0)", relu)
show("relu[:, :, ::2, ::2]", relu[:, :, ::2, ::2])
show("np.empty_like(y)", np.empty_like(y))
show("np.ascontiguousarray(y)", np.ascontiguousarray(y))
