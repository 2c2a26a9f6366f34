import numpy as np

from lesson_code import SoftmaxCrossEntropy, numerical_gradient, relative_error, softmax

rng = np.random.default_rng(0)
N, D, K = 5, 3, 4
x = rng.standard_normal((N, D))
W = rng.standard_normal((D, K))
t = rng.integers(0, K, N)

loss = SoftmaxCrossEntropy()
loss.forward(x @ W, t)
dlogits = loss.backward()
by_hand = (softmax(x @ W) - np.eye(K)[t]) / N
print("dlogits", dlogits.shape, " (p - t) / N:", np.allclose(dlogits, by_hand))
print("rows add up to 0:", np.allclose(dlogits.sum(axis=1), 0))

measured = numerical_gradient(lambda W: loss.forward(x @ W, t), W)
print("dW", (x.T @ dlogits).shape)
print("error below 1e-7:", relative_error(x.T @ dlogits, measured) < 1e-7)

one = np.linalg.norm(x.T @ dlogits)
print("copies     dW       dW without / N   (as multiples)")
for copies in (1, 10, 100):
    X, T = np.tile(x, (copies, 1)), np.tile(t, copies)
    loss.forward(X @ W, T)
    mean = np.linalg.norm(X.T @ loss.backward()) / one
    total = mean * len(X)
    print(f"{copies:6}  {mean:7.1f}  {total:10.1f}")
