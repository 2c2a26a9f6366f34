import numpy as np

from lesson_code import SoftmaxCrossEntropy, one_hot, softmax


def cross_entropy_error(y, t):
    if t.size == y.size:
        t = t.argmax(axis=1)
    N = len(y)
    return -np.log(y[np.arange(N), t] + 1e-7).sum() / N


rng = np.random.default_rng(0)
logits = 2 * rng.standard_normal((6, 10))
t = rng.integers(0, 10, 6)

y = softmax(logits)
print(f"labels   {cross_entropy_error(y, t):.4f}")
print(f"one-hot  {cross_entropy_error(y, one_hot(t, 10)):.4f}")
print(f"ours     {SoftmaxCrossEntropy().forward(logits, t):.4f}")

soft = 0.9 * one_hot(t, 10, np.float64) + 0.01
print(f"soft, as one-hot  {cross_entropy_error(y, soft):.4f}")
print(f"soft, ours        {SoftmaxCrossEntropy().forward(logits, soft):.4f}")

perfect = one_hot(t, 10, np.float64) * 1000
once = SoftmaxCrossEntropy().forward(perfect, t)
twice = SoftmaxCrossEntropy().forward(softmax(perfect), t)
print(f"perfect logits           {abs(once):.4f}")
print(f"perfect, softmax twice   {twice:.4f}")
print(f"log(e + 9) - 1           {np.log(np.e + 9) - 1:.4f}")
