import numpy as np

A = np.array([[1, 2], [3, 4], [5, 6]])
B = np.array([[1, 0, 2, 1], [0, 1, 1, 3]])
C = A @ B
print(A.shape, B.shape, C.shape)
print(C)
print("row 0, column 3:", A[0, 0] * B[0, 3] + A[0, 1] * B[1, 3])
print(A.T)
