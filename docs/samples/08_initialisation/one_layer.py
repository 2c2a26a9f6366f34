import numpy as np


def mean_square(a):
    return (a**2).mean()


rng = np.random.default_rng(0)
D, M, s = 300, 5000, 0.1
x = rng.uniform(0, 1, (50, D))
z = x @ rng.normal(0, s, (D, M))
h = np.maximum(0, z)
print(f"mean of x         {x.mean():.3f}")
print(f"mean square of x  {mean_square(x):.3f}")
wanted = D * s**2 * mean_square(x)
print(f"mean square of z  {mean_square(z):.3f}   predicted {wanted:.3f}")
wanted /= 2
print(f"mean square of h  {mean_square(h):.3f}   predicted {wanted:.3f}")
