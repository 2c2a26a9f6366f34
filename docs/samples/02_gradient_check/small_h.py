import numpy as np

from lesson_code import numerical_gradient, relative_error, sigmoid

rng = np.random.default_rng(0)
z, dout = rng.standard_normal((2, 4, 5))
y = sigmoid(z)
right = dout * y * (1 - y)


def powers(dtype, h):
    """Errors as powers of ten: of the right slope, of one wrong by 1 %."""

    def loss(z):
        return float((dout.astype(dtype) * sigmoid(z.astype(dtype))).sum())

    measured = numerical_gradient(loss, z, h)
    errors = [relative_error(a, measured) for a in (right, 1.01 * right)]
    return [f"10^{np.log10(e):5.1f}" for e in errors]


print("           float64               float32")
print("  h    right    1 % wrong    right    1 % wrong")
for k in (1, 2, 3, 5, 7, 9, 11, 13, 15):
    words = powers(np.float64, 10.0**-k)
    if k < 7:
        words += powers(np.float32, 10.0**-k)
    print(f"1e-{k:02}", "   ".join(words), sep="  ")
