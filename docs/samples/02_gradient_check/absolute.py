import numpy as np

from lesson_code import numerical_gradient, relative_error, sigmoid

rng = np.random.default_rng(0)
z = rng.standard_normal((20, 10))
dout = 0.001 * rng.standard_normal(z.shape)
y = sigmoid(z)
right = dout * y * (1 - y)
measured = numerical_gradient(lambda z: float((dout * sigmoid(z)).sum()), z)
print(f"largest element of the gradient: {np.abs(right).max():.1e}")
print("        mean |a - b|   relative_error")
for name, a in (("right", right), ("times 2", 2 * right)):
    errors = np.abs(a - measured).mean(), relative_error(a, measured)
    words = ["< 1e-07" if e < 1e-7 else f"{e:.1e}" for e in errors]
    print(f"{name:8}  {words[0]:>10}   {words[1]:>14}")
