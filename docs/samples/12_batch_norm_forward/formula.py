import numpy as np

from lesson_code import BatchNormalization

x = np.array([[1.0, 200, 0], [3, 220, 0], [5, 240, 0], [7, 260, 8]])
gamma, beta, eps = np.array([1.0, 1, 10]), np.array([0.0, 5, 0]), 1e-5

mu = x.mean(axis=0)
var = x.var(axis=0)
x_hat = (x - mu) / np.sqrt(var + eps)
y = gamma * x_hat + beta
print("x", x.shape, " mu", mu.shape, " var", var.shape, " y", y.shape)
print("mu", mu, " var", var)
print(x_hat.round(3))
print(y.round(3))

layer = BatchNormalization(gamma, beta, eps)
print("the layer's:", np.allclose(layer.forward(x, train=True), y))
other = layer.forward(1000 * x + 7, train=True)
print("of 1000 x + 7:", np.allclose(other, y, atol=1e-4))
undo = BatchNormalization(np.sqrt(var + eps), mu, eps)
print("undone:", np.allclose(undo.forward(x, train=True), x))
