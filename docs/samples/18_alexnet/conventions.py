import numpy as np

from lesson_code import Convolution, LocalResponseNormalization, ReLU, he, load_mnist


def divisor(x, alpha, k=2.0, n=5, beta=0.75):
    """What LRN divides by, where n channels all hold the number x."""
    return (k + alpha * n * x**2) ** beta


print("numbers    alpha: 1e-4    1e-4 / n    5e-4 / n")
for x in (1.0, 10.0, 100.0, 1000.0):
    divisors = divisor(x, 1e-4), divisor(x, 1e-4 / 5), divisor(x, 5e-4 / 5)
    print(f"{x:7g} " + "".join(f"{d:12.3f}" for d in divisors))

(images, _), _ = load_mnist()
rng = np.random.default_rng(0)
layer = Convolution(he((16, 1, 5, 5), rng), np.zeros(16, np.float32))
print("\nafter a convolution and ReLU, LRN as in the paper multiplies by")
for brightest in (1, 255):
    maps = ReLU().forward(layer.forward(images[:200] * np.float32(brightest)))
    y = LocalResponseNormalization().forward(maps)
    factors = y[maps > 0] / maps[maps > 0]
    print(f"  pixels 0 to {brightest:3}: {factors.min():.4f} to {factors.max():.4f}")
print(f"  2 to the power of -0.75: {2**-0.75:.4f}")
