import numpy as np

from lesson_code import col2im, im2col, numerical_gradient, relative_error

rng = np.random.default_rng(0)
x, W = rng.standard_normal((2, 3, 9, 7)), rng.standard_normal((4, 3, 3, 3))
b, dout = rng.standard_normal(4), rng.standard_normal((2, 4, 5, 4))


def forward():
    product = im2col(x, 3, 3, stride=2, pad=1) @ W.reshape(4, -1).T + b
    return product.reshape(2, 5, 4, 4).transpose(0, 3, 1, 2)


col = im2col(x, 3, 3, stride=2, pad=1)
G = dout.transpose(0, 2, 3, 1).reshape(-1, 4)  # (N OH OW, F), as product
dW = (G.T @ col).reshape(W.shape)
db = G.sum(axis=0)
dx = col2im(G @ W.reshape(4, -1), x.shape, 3, 3, stride=2, pad=1)
for name, array, gradient in (("x", x, dx), ("W", W, dW), ("b", b, db)):
    measured = numerical_gradient(lambda _: float((dout * forward()).sum()), array)
    print(f"d{name}: passes {relative_error(gradient, measured) < 1e-7}")
