import matplotlib.pyplot as plt
import numpy as np

from lesson_code import load_mnist, sigmoid_mlp, softmax

(x, t), _ = load_mnist()
x, t = x[:1000].astype(np.float64), t[:1000]

print(f"log 10 = {np.log(10):.3f}")
print("    s   loss   accuracy  mean of largest p")
scales = [0.001, 0.01, 0.1, 0.3, 1, 3]
losses = []
for s in scales:
    rng = np.random.default_rng(0)
    net = sigmoid_mlp(rng, hidden=(100,), dtype=np.float64)
    for name in ("1.W", "3.W"):
        W = net.params[name]
        W[...] = rng.normal(0, s, W.shape)
    p = softmax(net.forward(x))
    losses.append(net.loss(x, t))
    accuracy = net.accuracy(x, t)
    print(f"{s:5} {losses[-1]:7.3f}  {accuracy:8.3f}  {p.max(axis=1).mean():8.3f}")

plt.loglog(scales, losses, "o-")
plt.axhline(np.log(10), color="C1", linestyle="--", label=r"$\log 10$")
plt.xlabel("$s$")
plt.ylabel("$L$")
plt.yticks([2, 5, 10, 20], ["2", "5", "10", "20"])
plt.minorticks_off()
plt.legend()
plt.show()
