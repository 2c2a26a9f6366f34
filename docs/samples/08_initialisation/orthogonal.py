import numpy as np

D, layers = 200, 50


def independent(rng):
    return rng.normal(0, np.sqrt(1 / D), (D, D))


def orthogonal(rng):
    Q, R = np.linalg.qr(rng.standard_normal((D, D)))
    return Q * np.sign(np.diag(R))


def factor(draw, relu, seed):
    """By how much 50 layers multiply the mean square."""
    rng = np.random.default_rng(seed)
    x = h = rng.standard_normal((50, D))
    for _ in range(layers):
        h = h @ draw(rng)
        if relu:
            h = np.maximum(0, np.sqrt(2) * h)
    return (h**2).mean() / (x**2).mean()


for relu in (False, True):
    print("ReLU, weights times sqrt(2)" if relu else "no activation")
    for draw in (independent, orthogonal):
        factors = [factor(draw, relu, seed) for seed in range(5)]
        low, middle, high = np.quantile(factors, (0, 0.5, 1))
        print(f"  {draw.__name__:12} {low:.2f} to {high:.2f}, median {middle:.2f}")
