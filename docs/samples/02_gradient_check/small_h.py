import numpy as np

from lesson_code import relative_error, sigmoid


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient


def powers(dtype, h):
    """Errors as powers of ten: of the right slope, of one wrong by 1 %."""
    rng = np.random.default_rng(0)
    z, dout = (rng.standard_normal((4, 5)).astype(dtype) for _ in range(2))
    y = sigmoid(z)
    right = dout * y * (1 - y)
    measured = numerical_gradient(lambda z: (dout * sigmoid(z)).sum(), z, h)
    errors = [relative_error(a, measured) for a in (right, 1.01 * right)]
    return [f"10^{np.log10(e):5.1f}" for e in errors]


print("           float64               float32")
print("  h    right    1 % wrong    right    1 % wrong")
for k in (1, 2, 3, 5, 7, 9, 11, 13, 15):
    words = powers(np.float64, 10.0**-k)
    if k < 7:
        words += powers(np.float32, 10.0**-k)
    print(f"1e-{k:02}", "   ".join(words), sep="  ")
