import numpy as np

from lesson_code import Affine, Optimizer, ReLU, Sequential, he, load_mnist

(x, t), _ = load_mnist()
x, t = x[:500, 0, ::2, ::2].reshape(500, 196).astype(np.float64), t[:500]


class Variant(Optimizer):
    def __init__(self, lr, correct_m, correct_v):
        super().__init__(lr)
        self.correct_m, self.correct_v = correct_m, correct_v

    def step(self, name, p, g):
        m = self.remembered("m", name, p)
        v = self.remembered("v", name, p)
        m += 0.1 * (g - m)
        v += 0.001 * (g**2 - v)
        c = 1 - 0.9**self.t if self.correct_m else 1
        d = 1 - 0.999**self.t if self.correct_v else 1
        p -= self.lr * (m / c) / (np.sqrt(v / d) + 1e-8)


def train(lr, corrected, seed):
    """The first step in units of lr, and the loss after 60 steps."""
    rng = np.random.default_rng(seed)
    first = Affine(he((196, 30), rng, np.float64), np.zeros(30))
    last = Affine(he((30, 10), rng, np.float64), np.zeros(10))
    net, optimizer = Sequential([first, ReLU(), last]), Variant(lr, *corrected)
    start = last.params["b"].copy()
    for _ in range(60):
        chosen = rng.integers(0, 500, 50)
        _, gradients = net.gradients(x[chosen], t[chosen])
        optimizer.update(net.params, gradients)
        if optimizer.t == 1:
            step = np.abs(last.params["b"] - start).mean() / lr
    return step, net.loss(x, t)


kinds = {
    "neither": (False, False),
    "m only": (True, False),
    "v only": (False, True),
    "both": (True, True),
}
print("corrected  first step  loss, lr 0.001       lr 0.1")
for name, corrected in kinds.items():
    found = [[train(lr, corrected, s) for s in range(5)] for lr in (0.001, 0.1)]
    losses = [sorted(loss for _, loss in runs) for runs in found]
    texts = [f"{a[2]:.2f} ({a[0]:.2f} to {a[4]:.2f})" for a in losses]
    print(f"{name:10}    {found[0][0][0]:5.2f}     ", "  ".join(texts))

# Drawing
import matplotlib.pyplot as plt

k = np.arange(1, 1001)
plt.figure(figsize=(5.6, 3))
for (name, (c, d)), style in zip(kinds.items(), ("-", "--", ":", "-"), strict=True):
    m = 1 if c else 1 - 0.9**k
    root_v = 1 if d else np.sqrt(1 - 0.999**k)
    plt.plot(k, m / root_v * np.ones(len(k)), style, label=name)
plt.xscale("log")
plt.yscale("log")
plt.ylim(0.015, 60)
plt.yticks([0.1, 1, 10], ["0.1", "1", "10"])
plt.xlabel("step")
plt.ylabel("length, in units of lr")
plt.legend(title="corrected", loc="lower right")
plt.show()
