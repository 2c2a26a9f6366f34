import numpy as np

from lesson_code import (
    SGD,
    Affine,
    BatchNormalization,
    ReLU,
    Sequential,
    he,
    load_mnist,
)


class Constants(BatchNormalization):
    """Takes the batch's mean and variance for constants."""

    def forward(self, x, train=False):
        self.s = np.sqrt(x.var(axis=0) + self.eps)
        return super().forward(x, train)

    def backward(self, dout):
        super().backward(dout)
        return self.params["gamma"] / self.s * dout


(x, t), _ = load_mnist(flatten=True)
x, t = x[:1000].astype(np.float64), t[:1000]


def train(kind, lr, seed):
    """The loss and the largest |b| of the first layer, for each of 80 steps."""
    rng = np.random.default_rng(seed)
    layers = []
    for D in (784, 30):
        layers += [Affine(he((D, 30), rng, np.float64), np.zeros(30))]
        layers += [kind(np.ones(30), np.zeros(30)), ReLU()]
    layers += [Affine(he((30, 10), rng, np.float64), np.zeros(10))]
    net, optimizer = Sequential(layers), SGD(lr)
    seen = []
    for _ in range(4):
        for chosen in rng.permutation(1000).reshape(20, 50):
            loss, grads = net.gradients(x[chosen], t[chosen])
            optimizer.update(net.params, grads)
            seen.append((loss, np.abs(net.params["0.b"]).max()))
    return np.array(seen)


print("loss in the last of 4 epochs, three seeds; then the largest |b|")
kept = {}
for lr in (0.03, 0.3):
    for kind in (BatchNormalization, Constants):
        runs = kept[lr, kind] = [train(kind, lr, seed) for seed in range(3)]
        losses = "  ".join(f"{run[-20:, 0].mean():.2f}" for run in runs)
        far = max(run[-1, 1] for run in runs)
        print(f"lr {lr:4}  {kind.__name__:18}  {losses}   {far:.2f}")

# Drawing
import matplotlib.pyplot as plt

_, axes = plt.subplots(2, 1, figsize=(5.4, 5), sharex=True)
for kind, style in ((BatchNormalization, "C0-"), (Constants, "C1--")):
    for run in kept[0.3, kind]:
        for ax, line in zip(axes, run.T, strict=True):
            ax.plot(np.arange(1, 81), line, style, lw=1.3, alpha=0.8)
axes[0].set(ylabel="$L$", ylim=(0, 3))
axes[1].set(ylabel=r"$\max |b|$", xlim=(0, 80))
plt.show()
