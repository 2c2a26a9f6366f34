import numpy as np


def sigmoid_derivative(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


rng = np.random.default_rng(0)
z = rng.standard_normal((10_000, 20))
products = np.cumprod(sigmoid_derivative(z), axis=1)
median = np.median(products, axis=0)

print(" n   (1/4)^n    median")
for n in (1, 2, 5, 10, 20):
    print(f"{n:2}   {0.25**n:.2e}   {median[n - 1]:.1e}")
bounds = 0.25 ** np.arange(1, 21)
print("ever above the bound:", (products > bounds).any())
