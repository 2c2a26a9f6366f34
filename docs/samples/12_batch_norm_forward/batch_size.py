import matplotlib.pyplot as plt
import numpy as np

from lesson_code import (
    Adam,
    Affine,
    BatchNormalization,
    ReLU,
    Sequential,
    Trainer,
    he,
    load_mnist,
)


class Recording(BatchNormalization):
    """Keeps the mean and the unbiased variance of every batch."""

    history = ()

    def forward(self, x, train=False):
        if train:
            statistics = x.mean(axis=0), x.var(axis=0, ddof=1)
            self.history = [*self.history, statistics]
        return super().forward(x, train)


def averaged(history, m):
    """Running mean and variance, (2, D), by momentum m; None: arithmetic."""
    batches = np.array(history)  # (steps, 2, D)
    if m is None:
        return batches.mean(axis=0)
    running = np.stack([np.zeros(batches.shape[2]), np.ones(batches.shape[2])])
    for batch in batches:
        running = m * running + (1 - m) * batch
    return running


(x_train, t_train), (x_test, t_test) = load_mnist(flatten=True)
x_train, t_train = x_train[:3200].astype(np.float64), t_train[:3200]
x_test, t_test = x_test[:1000].astype(np.float64), t_test[:1000]
factors = (0.0, 0.5, 0.9, 0.99, 0.999, None)

print("accuracy       momentum")
print("batch  steps     0   0.5   0.9  0.99 0.999  arithmetic  exact  moved")
for N, style in ((4, "C3v-"), (16, "C2^-"), (64, "C0o-"), (200, "C1s-")):
    rng = np.random.default_rng(0)
    norm = Recording(np.ones(50), np.zeros(50))
    net = Sequential(
        [
            Affine(he((784, 50), rng, np.float64), np.zeros(50)),
            norm,
            ReLU(),
            Affine(he((50, 10), rng, np.float64), np.zeros(10)),
        ]
    )
    before = net.layers[0].forward(x_train).mean(axis=0)
    trainer = Trainer(net, Adam(0.002), rng=rng, batch_size=N)
    trainer.fit(x_train, t_train, epochs=1)
    history = norm.history
    z = net.layers[0].forward(x_train)
    choices = [averaged(history, m) for m in factors]
    choices.append((z.mean(axis=0), z.var(axis=0)))  # of all images at once
    accuracies = []
    for mean, var in choices:
        norm.buffers["running_mean"][:] = mean
        norm.buffers["running_var"][:] = var
        accuracies.append(net.accuracy(x_test, t_test))
    row = " ".join(f"{accuracy:5.2f}" for accuracy in accuracies[:5])
    print(f"{N:5} {len(history):6} {row}", end="")
    moved = (np.abs(z.mean(axis=0) - before) / z.std(axis=0)).mean()
    print(f" {accuracies[5]:11.2f} {accuracies[6]:6.2f} {moved:6.2f}")
    plt.plot(accuracies[:5], style, label=f"$N = {N}$")
plt.xticks(range(5), [f"{m:g}" for m in factors[:5]])
plt.xlabel("$m$")
plt.grid()
plt.legend()
plt.show()
