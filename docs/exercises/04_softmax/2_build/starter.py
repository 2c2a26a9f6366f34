import numpy as np


def log_sum_exp(logits):
    return np.log(np.exp(logits).sum(axis=1))  # <- your turn


def cross_entropy(logits, t):
    e = np.exp(logits)
    p = e / e.sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(t)), t] + 1e-7).mean()  # <- your turn


logits = np.array([[2.0, 1.0, 0.0], [0.0, 30.0, 0.0]])
t = np.array([0, 2])
print(log_sum_exp(logits))
print(cross_entropy(logits, t))
