import numpy as np


def strides(N, C, H, W):
    return 1, H * W * N, W * N, N


N, C, H, W = 2, 3, 4, 5
x = np.zeros((C, H, W, N), np.float32).transpose(3, 0, 1, 2)
print("NumPy:", tuple(stride // x.itemsize for stride in x.strides))
print("yours:", strides(N, C, H, W))
