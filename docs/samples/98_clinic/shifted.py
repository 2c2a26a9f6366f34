import numpy as np

from lesson_code import load_mnist, softmax

(x, t), (x_test, t_test) = load_mnist(flatten=True)
x, t, x_test, t_test = x[:2000], t[:2000], x_test[:1000], t_test[:1000]

for name, labels in ("healthy", t), ("shifted", (t + 1) % 10):
    rng = np.random.default_rng(0)
    W = rng.normal(0, 0.05, (784, 30))
    V, b = rng.normal(0, 0.05, (30, 10)), np.zeros(10)
    losses = []
    for _ in range(100):
        i = rng.integers(0, 2000, 50)
        h = np.maximum(x[i] @ W, 0)
        p = softmax(h @ V + b)
        losses.append(-np.log(p[range(50), labels[i]] + 1e-7).mean())
        dy = (p - np.eye(10)[labels[i]]) / 50
        dW = x[i].T @ (dy @ V.T * (h > 0))
        W, V, b = W - 0.5 * dW, V - 0.5 * h.T @ dy, b - 0.5 * dy.sum(axis=0)
    y, y_test = (np.maximum(a @ W, 0) @ V + b for a in (x, x_test))
    hits, answers = y.argmax(axis=1) == labels, y_test.argmax(axis=1)
    print(f"{name:8} loss {np.mean(losses[-50:]):.2f}", end="  ")
    print(f"training {np.mean(hits):.1%}  test {np.mean(answers == t_test):.1%}")
    print(f"{name:8} moved back: test {np.mean((answers - 1) % 10 == t_test):.1%}")
