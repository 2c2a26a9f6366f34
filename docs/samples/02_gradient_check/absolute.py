import numpy as np

from lesson_code import (
    Affine,
    ReLU,
    Sequential,
    numerical_gradient,
    relative_error,
)

rng = np.random.default_rng(0)
x, t = rng.random((3, 20)), np.array([2, 0, 1])
layers = []
for D, M in ((20, 10), (10, 5)):
    layers += [Affine(0.01 * rng.standard_normal((D, M)), np.zeros(M)), ReLU()]
net = Sequential(layers[:-1])  # the last layer has no ReLU
W = net.params["0.W"]

_, grads = net.gradients(x, t)
numerical = numerical_gradient(lambda _: net.loss(x, t), W)
print("W", W.shape, f" largest gradient {np.abs(numerical).max():.1e}")
print("            mean |a - b|   relative_error")
for name, a in (("right", grads["0.W"]), ("twice", 2 * grads["0.W"])):
    mean, relative = np.abs(a - numerical).mean(), relative_error(a, numerical)
    words = [f"{e:.1e}" if e > 1e-7 else "< 1e-07" for e in (mean, relative)]
    print(f"{name:10}  {words[0]:>12}   {words[1]:>14}")
