import numpy as np

from lesson_code import Affine, SoftmaxCrossEntropy, numerical_gradient

rng = np.random.default_rng(0)
x = rng.standard_normal((4, 3))  # 4 samples, 3 features
t = np.array([0, 1, 1, 0])
W = rng.standard_normal((3, 2))
layer, loss = Affine(W, np.zeros(2)), SoftmaxCrossEntropy()
calls = 0


def f(_):
    global calls
    calls += 1
    return loss.forward(layer.forward(x), t)


h = 1e-5
gradient = np.empty_like(W)
for i in np.ndindex(W.shape):  # (0, 0), (0, 1), (1, 0), ...
    old = W[i]
    W[i] = old + h
    above = f(W)
    W[i] = old - h
    below = f(W)
    W[i] = old
    gradient[i] = (above - below) / (2 * h)

print("x", x.shape, " W", W.shape, " x @ W", layer.forward(x).shape)
print("gradient", gradient.shape, " calls", calls)
print(gradient.round(6))
print("the package's:", np.allclose(gradient, numerical_gradient(f, W)))

try:
    numerical_gradient(f, W.astype(np.float32))
except ValueError as error:
    print(error)
