import numpy as np

x = np.array([[1.0, 200, 0], [3, 220, 0], [5, 240, 0], [7, 260, 8]])
gamma, beta, eps = np.array([1.0, 1, 10]), np.array([0.0, 5, 0]), 1e-5


def batch_norm(x, gamma, beta):
    mu = x.mean(axis=0)
    var = x.var(axis=0)
    x_hat = (x - mu) / np.sqrt(var + eps)
    return gamma * x_hat + beta


print("mu", x.mean(axis=0), " var", x.var(axis=0))
x_hat = batch_norm(x, np.ones(3), np.zeros(3))
y = batch_norm(x, gamma, beta)
print("x_hat")
print(x_hat.round(3))
print("y")
print(y.round(3))
other = batch_norm(1000 * x + 7, gamma, beta)
print("the same for 1000 x + 7:", np.allclose(other, y, atol=1e-4))
undone = batch_norm(x, np.sqrt(x.var(axis=0) + eps), x.mean(axis=0))
print("undone:", np.allclose(undone, x))
