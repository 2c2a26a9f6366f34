import numpy as np

from lesson_code import col2im, im2col

rng = np.random.default_rng(0)
x = rng.standard_normal((3, 2, 9, 7))
col = im2col(x, 3, 3, stride=2, pad=1)
d = rng.standard_normal(col.shape)
back = col2im(d, x.shape, 3, 3, stride=2, pad=1)
print(f"<im2col(x), d> = {(col * d).sum():.4f}")
print(f"<x, col2im(d)> = {(x * back).sum():.4f}")

pixels = np.eye(12).reshape(12, 1, 3, 4)
A = np.array([im2col(pixel[np.newaxis], 2, 2).ravel() for pixel in pixels]).T
cells = np.eye(24).reshape(24, 6, 4)
B = np.array([col2im(cell, (1, 1, 3, 4), 2, 2).ravel() for cell in cells]).T
print("A", A.shape, " B", B.shape, " B is A.T:", np.array_equal(B, A.T))
print("ones in each row of A:", np.unique(A.sum(axis=1)))
print("ones in each column of A:", A.sum(axis=0), sep="\n")
counts = np.diag(A.sum(axis=0))
print("A.T @ A is diagonal:", np.array_equal(A.T @ A, counts))
