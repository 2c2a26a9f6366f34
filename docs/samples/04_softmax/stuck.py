import numpy as np

from lesson_code import load_mnist, log_softmax, softmax

(x, t), _ = load_mnist()
x, t = x[:1000].reshape(1000, 784).astype(np.float64), t[:1000]
N, EPS = len(x), 1e-7
W0 = np.random.default_rng(0).normal(0, 3, (784, 10))
T = np.eye(10)[t]


def train(W, flattened):
    for _ in range(100):
        p = softmax(x @ W)
        d = (p - T) / N
        if flattened:
            q = (p * T).sum(axis=1, keepdims=True)
            d = d * q / (q + EPS)
        W = W - 1.0 * x.T @ d
    return W


def report(name, W):
    log_p = (log_softmax(x @ W) * T).sum(axis=1)
    p = np.exp(log_p)
    print(
        f"{name:10} p < 1e-7: {(p < EPS).sum():4}  loss {-log_p.mean():6.2f}"
        f"  with 1e-7 {-np.log(p + EPS).mean():6.2f}"
        f"  accuracy {(log_softmax(x @ W).argmax(axis=1) == t).mean():.2f}"
    )


report("start", W0)
report("p - t", train(W0, flattened=False))
report("1e-7", train(W0, flattened=True))
