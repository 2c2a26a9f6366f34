import numpy as np

from lesson_code import numerical_gradient, relative_error


def forward(x, gamma, eps=1e-5):
    s = np.sqrt(x.var(axis=0) + eps)
    x_hat = (x - x.mean(axis=0)) / s
    return gamma * x_hat, x_hat, s


def right(dout, x_hat, s, gamma):
    slope = (dout * x_hat).mean(axis=0)
    return gamma / s * (dout - dout.mean(axis=0) - x_hat * slope)


def always_zero(dout, x_hat, s, gamma):
    return np.zeros_like(dout)


def variance_constant(dout, x_hat, s, gamma):
    return gamma / s * (dout - dout.mean(axis=0))


def sum_for_mean(dout, x_hat, s, gamma):
    slope = (dout * x_hat).sum(axis=0)
    return gamma / s * (dout - dout.mean(axis=0) - x_hat * slope)


def gamma_forgotten(dout, x_hat, s, gamma):
    return right(dout, x_hat, s, 1.0)


def divided_twice(dout, x_hat, s, gamma):
    return right(dout, x_hat, s, gamma) / s


def both_constant(dout, x_hat, s, gamma):
    return gamma / s * dout


rng = np.random.default_rng(0)
x, random = 2 * rng.standard_normal((6, 3)), rng.standard_normal((6, 3))
gamma = np.array([1.5, 2.0, 0.5])
_, x_hat, s = forward(x, gamma)
print("                        dout = 1            random dout")
print("                   difference  relative  difference  relative")
for backward in (
    right,
    always_zero,
    variance_constant,
    sum_for_mean,
    gamma_forgotten,
    divided_twice,
    both_constant,
):
    row = f"{backward.__name__:17}"
    for dout in (np.ones((6, 3)), random):

        def loss(x, dout=dout):
            return float((dout * forward(x, gamma)[0]).sum())

        measured = numerical_gradient(loss, x)
        dx = backward(dout, x_hat, s, gamma)
        difference = np.abs(dx - measured).max()
        row += f"  {difference:10.4f}  {relative_error(dx, measured):8.2f}"
    print(row)
