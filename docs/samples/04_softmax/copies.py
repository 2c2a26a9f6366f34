import numpy as np

from lesson_code import SoftmaxCrossEntropy

rng = np.random.default_rng(0)
N, D, K = 5, 3, 4
x, W = rng.standard_normal((N, D)), rng.standard_normal((D, K))
t = rng.integers(0, K, N)

loss = SoftmaxCrossEntropy()
loss.forward(x @ W, t)
one = np.linalg.norm(x.T @ loss.backward())
print("copies   mean   sum   (length of dW, as multiples)")
for copies in (1, 10, 100):
    X, T = np.tile(x, (copies, 1)), np.tile(t, copies)
    loss.forward(X @ W, T)
    mean = np.linalg.norm(X.T @ loss.backward()) / one
    print(f"{copies:6} {mean:6.1f} {mean * len(X):5.0f}")
