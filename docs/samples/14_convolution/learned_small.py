import matplotlib.pyplot as plt
import numpy as np

from lesson_code import (
    Adam,
    Affine,
    Convolution,
    Flatten,
    MaxPooling,
    ReLU,
    Sequential,
    Trainer,
    he,
    load_mnist,
)
from lesson_code.plots import show_image

EPOCHS, SHOWN = 3, (1, 3)
(x_train, t_train), (x_test, t_test) = load_mnist()
x_train, t_train = x_train[:1000].astype(np.float64), t_train[:1000]
x_test, t_test = x_test[:1000].astype(np.float64), t_test[:1000]


def edges():
    """Edge filters in eight directions: a slope under a bell."""
    y, x = np.mgrid[-2:3, -2:3]
    bell = np.exp(-(x**2 + y**2) / 4)
    angles = 2 * np.pi * np.arange(8) / 8
    W = np.stack([(np.cos(a) * x + np.sin(a) * y) * bell for a in angles])
    return (W / np.linalg.norm(W[0]))[:, np.newaxis]


def train(seed, W, learn):
    rng = np.random.default_rng(seed)
    eyes = [Convolution(W.copy(), np.zeros(8)), ReLU(), MaxPooling(4), Flatten()]
    head = [Affine(he((288, 10), rng, np.float64), np.zeros(10))]
    if learn:
        net, x, x_held = Sequential(eyes + head), x_train, x_test
    else:
        frozen = Sequential(eyes)
        x, x_held = frozen.predict(x_train), frozen.predict(x_test)
        net = Sequential(head)
    trainer = Trainer(net, Adam(0.003), rng=rng, evaluation_samples=1)
    history = trainer.fit(x, t_train, x_held, t_test, epochs=EPOCHS)
    return [epoch.test_accuracy for epoch in history], eyes[0].params["W"]


def random(seed):
    W = np.random.default_rng(100 + seed).standard_normal((8, 1, 5, 5))
    return W / np.linalg.norm(W, axis=(2, 3), keepdims=True)


settings = {
    "random, frozen": lambda seed: train(seed, random(seed), learn=False),
    "hand-made, frozen": lambda seed: train(seed, edges(), learn=False),
    "random, learned": lambda seed: train(seed, random(seed), learn=True),
    "hand-made, learned": lambda seed: train(seed, edges(), learn=True),
}
curves = {}
figure, axes = plt.subplots(4, 8, figsize=(6.4, 3.6))
for row, (name, run) in zip(axes, settings.items(), strict=True):
    runs = [run(seed) for seed in range(3)]
    curves[name] = np.array([accuracies for accuracies, _ in runs])
    for epoch in SHOWN:
        accuracies = curves[name][:, epoch - 1]
        numbers = " ".join(f"{accuracy:.3f}" for accuracy in accuracies)
        mean = accuracies.mean()
        print(f"{name:18} epoch {epoch:2}: {numbers}  mean {mean:.3f}")
    for ax, filter_ in zip(row, runs[0][1][:, 0], strict=True):
        show_image(ax, filter_)
plt.show()

for style, (name, curve) in zip(("o:", "s--", "^-", "v-"), curves.items(), strict=True):
    plt.plot(range(1, EPOCHS + 1), curve.mean(axis=0), style, label=name)
plt.xlabel("epoch")
plt.ylabel("test accuracy")
plt.xticks(range(1, EPOCHS + 1))
plt.yticks([0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
plt.legend(loc="lower right")
plt.show()
