import numpy as np

from lesson_code import BatchNormalization, numerical_gradient


def forward(x, gamma, beta, eps):
    c = x - x.mean(axis=0)
    s = np.sqrt((c**2).mean(axis=0) + eps)
    return gamma * c / s + beta, (c, s, c / s, gamma)


def by_nodes(dout, cache):
    c, s, x_hat, gamma = cache
    N = len(dout)
    dx_hat = dout * gamma
    ds = (dx_hat * -c / s**2).sum(axis=0)
    dv = ds / (2 * s)
    dc = dx_hat / s + 2 * c * dv / N
    return dc - dc.sum(axis=0) / N


def compact(dout, cache):
    _, s, x_hat, gamma = cache
    mean = dout.mean(axis=0)
    slope = (dout * x_hat).mean(axis=0)
    return gamma / s * (dout - mean - x_hat * slope)


rng = np.random.default_rng(1)
print("  N  D    eps   by nodes  layer  numerical  largest dx")
for N, D, eps in ((8, 4, 1e-5), (100, 3, 1e-5), (5, 2, 1.0), (2, 6, 1e-5)):
    x, dout = 3 * rng.standard_normal((N, D)) + 5, rng.standard_normal((N, D))
    problem = rng.standard_normal(D), rng.standard_normal(D), eps
    cache = forward(x, *problem)[1]
    dx = compact(dout, cache)

    def loss(x, dout=dout, problem=problem):
        return float((dout * forward(x, *problem)[0]).sum())

    layer = BatchNormalization(*problem)
    layer.forward(x, train=True)
    others = by_nodes(dout, cache), layer.backward(dout), numerical_gradient(loss, x)
    same = [np.allclose(dx, other, rtol=0, atol=1e-8) for other in others]
    print(f"{N:3}  {D} {eps:6g}   {same[0]!s:8}  {same[1]!s:5}  {same[2]!s:9}", end="")
    print(f"  {np.abs(dx).max():.6f}")
