import numpy as np

from lesson_code import BatchNormalization, numerical_gradient, relative_error


def forward(x, gamma, beta, eps=1e-5):
    N = len(x)
    mu = x.sum(axis=0) / N
    c = x - mu
    q = c**2
    v = q.sum(axis=0) / N
    s = np.sqrt(v + eps)
    x_hat = c / s
    p = gamma * x_hat
    y = p + beta
    return y, (c, s, x_hat, gamma)


def backward(dout, cache):
    c, s, x_hat, gamma = cache
    N = len(dout)
    dp, dbeta = dout, dout.sum(axis=0)
    dx_hat, dgamma = dp * gamma, (dp * x_hat).sum(axis=0)
    dc, ds = dx_hat / s, (dx_hat * -c / s**2).sum(axis=0)
    dv = ds / (2 * s)
    dq = np.ones_like(c) * dv / N
    dc = dc + dq * 2 * c
    dmu = -dc.sum(axis=0)
    dx = dc + np.ones_like(c) * dmu / N
    return dx, dgamma, dbeta


rng = np.random.default_rng(0)
x, dout = 3 * rng.standard_normal((8, 4)) + 5, rng.standard_normal((8, 4))
gamma, beta = rng.standard_normal(4), rng.standard_normal(4)
y, cache = forward(x, gamma, beta)
dx, dgamma, dbeta = backward(dout, cache)
print("dx", dx.shape, " dgamma", dgamma.shape, " dbeta", dbeta.shape)

layer = BatchNormalization(gamma, beta)
print("same y as the layer: ", np.allclose(y, layer.forward(x, train=True)))
print("same dx as the layer:", np.allclose(dx, layer.backward(dout)))
print("same dgamma:", np.allclose(dgamma, layer.grads["gamma"]))
print("same dbeta: ", np.allclose(dbeta, layer.grads["beta"]))


def loss(_):
    return float((dout * forward(x, gamma, beta)[0]).sum())


for name, array, gradient in (
    ("x", x, dx),
    ("gamma", gamma, dgamma),
    ("beta", beta, dbeta),
):
    error = relative_error(gradient, numerical_gradient(loss, array))
    print(f"gradient check of {name}: passes {error < 1e-7}")
