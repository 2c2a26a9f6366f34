import matplotlib.pyplot as plt
import numpy as np

from lesson_code import SoftmaxCrossEntropy, log_softmax, one_hot, softmax

for p in (1.0, 0.9, 0.5, 0.1, 0.01, 0.001):
    print(f"p {p:<6} -log p {abs(np.log(p)):.3f}")

logits = np.array([[3.0, 1, -1, 1], [0, 0, 0, 0], [4, -2, 0, 1]])
t = np.array([0, 2, 1])
N = len(t)

p = softmax(logits)
print("p", p.shape)
print(p.round(3))
each = -log_softmax(logits)[np.arange(N), t]
print("each  ", each.round(3), each.shape)
print("mean  ", round(each.mean(), 3))

rows = one_hot(t, classes=4)
print("t", t.shape, "-> one-hot", rows.shape)
print("sum   ", round(-(rows * log_softmax(logits)).sum() / N, 3))
print("class ", round(SoftmaxCrossEntropy().forward(logits, t), 3))

x = np.linspace(0.005, 1, 200)
plt.plot(x, -np.log(x))
q = p[np.arange(N), t]
plt.plot(q, each, "o", markersize=8)
plt.xlabel("$p$")
plt.ylabel(r"$-\log p$")
plt.show()
