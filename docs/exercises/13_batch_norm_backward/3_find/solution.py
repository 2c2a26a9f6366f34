import numpy as np

from lesson_code import numerical_gradient, relative_error


def forward(x, gamma, beta, eps=1e-5):
    s = np.sqrt(x.var(axis=0, ddof=1) + eps)
    x_hat = (x - x.mean(axis=0)) / s
    return gamma * x_hat + beta, (x_hat, s, gamma)


def backward(dout, cache):
    x_hat, s, gamma = cache
    N = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / s * (dout - dbeta / N - x_hat * dgamma / (N - 1))
    return dx, dgamma, dbeta


rng = np.random.default_rng(0)
gamma, beta = np.array([2.0, 0.5]), np.zeros(2)
for N in (4, 40, 400):
    x, dout = rng.standard_normal((2, N, 2))
    dx = backward(dout, forward(x, gamma, beta)[1])[0]
    measured = numerical_gradient(
        lambda x, dout=dout: float((dout * forward(x, gamma, beta)[0]).sum()), x
    )
    print(f"N = {N:3}: relative error of dx {relative_error(dx, measured):.1e}")
