import numpy as np

from lesson_code import col2im, im2col

rng = np.random.default_rng(0)
x = rng.standard_normal((3, 2, 9, 7))
col = im2col(x, 3, 3, stride=2, pad=1)
d = rng.standard_normal(col.shape)
home = col2im(d, x.shape, 3, 3, stride=2, pad=1)
print(f"<im2col(x), d> = {(col * d).sum():.10f}")
print(f"<x, col2im(d)> = {(x * home).sum():.10f}")

copies = col2im(np.ones_like(col), x.shape, 3, 3, stride=2, pad=1)
print(f"mean, not sum:   {(x * home / copies).sum():.10f}")
