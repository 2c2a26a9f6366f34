import numpy as np

from lesson_code import sigmoid

rng = np.random.default_rng(0)
z = rng.standard_normal((1000, 100))
dout = rng.standard_normal(z.shape)
y = sigmoid(z)


def loss(z):
    return float((dout * sigmoid(z)).sum())


h = 1e-5
v = rng.standard_normal(z.shape)  # which way to go
measured = (loss(z + h * v) - loss(z - h * v)) / (2 * h)
print(f"{z.size} numbers, two calls")
for name, gradient in (
    ("right", dout * y * (1 - y)),
    ("1 % wrong", 1.01 * dout * y * (1 - y)),
    ("dout * y", dout * y),
):
    along = float((gradient * v).sum())
    r = abs(along - measured) / (abs(along) + abs(measured))
    print(f"  {name:11}", "passes" if r < 1e-7 else f"{r:.4f}")

x, h = 3.0, 1e-20
print(f"complex step:  {(1 / (x + 1j * h)).imag / h:.14f}")
