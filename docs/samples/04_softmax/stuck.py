import numpy as np

from lesson_code import load_mnist, log_softmax, softmax

(x, t), _ = load_mnist()
x, t = x[:500].reshape(500, 784).astype(np.float64), t[:500]
N, EPS = len(x), 1e-7
T = np.eye(10)[t]


def train(W, flattened):
    for _ in range(60):
        p = softmax(x @ W)
        d = (p - T) / N
        if flattened:
            q = (p * T).sum(axis=1, keepdims=True)
            d = d * q / (q + EPS)
        W = W - 0.5 * x.T @ d
    return W


def loss_and_accuracy(W):
    log_p = log_softmax(x @ W)
    return f"{-(log_p * T).sum() / N:6.3f} {(log_p.argmax(axis=1) == t).mean():6.1%}"


print("         p < 1e-7   p - t           with 1e-7")
for s in (0.05, 0.3, 1, 3):
    W = np.random.default_rng(0).normal(0, s, (784, 10))
    low = ((softmax(x @ W) * T).sum(axis=1) < EPS).sum()
    two = [loss_and_accuracy(train(W, flattened)) for flattened in (False, True)]
    print(f"s = {s:<4} {low:7}   {two[0]}   {two[1]}")
