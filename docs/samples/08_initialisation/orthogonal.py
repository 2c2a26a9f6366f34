import numpy as np

D, layers = 200, 50


def independent(rng):
    return rng.normal(0, np.sqrt(1 / D), (D, D))


def orthogonal(rng):
    Q, R = np.linalg.qr(rng.standard_normal((D, D)))
    return Q * np.sign(np.diag(R))


def factors(draw, seed):
    """By how much 50 layers multiply the mean square, without and with ReLU."""
    rng = np.random.default_rng(seed)
    x = plain = relu = rng.standard_normal((50, D))
    for _ in range(layers):
        W = draw(rng)
        plain = plain @ W
        relu = np.maximum(0, relu @ (np.sqrt(2) * W))
    return np.array([(h**2).mean() for h in (plain, relu)]) / (x**2).mean()


draws = (independent, orthogonal)
found = [[factors(draw, seed) for seed in range(5)] for draw in draws]
for k, name in enumerate(("no activation", "ReLU, weights times sqrt(2)")):
    print(name)
    for draw, runs in zip(draws, found, strict=True):
        low, middle, high = np.quantile([run[k] for run in runs], (0, 0.5, 1))
        print(f"  {draw.__name__:12} {low:.2f} to {high:.2f}, median {middle:.2f}")
