import matplotlib.pyplot as plt
import numpy as np

from lesson_code import Adam, Trainer, load_mnist, simple_convnet

(x_train, t_train), (x_test, t_test) = load_mnist()
x_train, t_train = x_train[:2000], t_train[:2000]
x_test, t_test = x_test[:500], t_test[:500]


def train(seed, batch_size, lr, epochs=1):
    rng = np.random.default_rng(seed)
    settings = {"rng": rng, "batch_size": batch_size, "evaluation_samples": 1}
    net = simple_convnet(rng, filters=10, hidden=50)
    trainer = Trainer(net, Adam(lr), **settings)
    history = trainer.fit(x_train, t_train, x_test, t_test, epochs=epochs)
    return [epoch.test_accuracy for epoch in history]


names = "batch_size=50", "batch_size=100", "  epochs=2", "  lr=0.002"
results = {name: [] for name in names}
for seed in range(3):
    results["batch_size=50"] += train(seed, 50, lr=0.001)
    once, twice = train(seed, 100, lr=0.001, epochs=2)
    results["batch_size=100"].append(once)
    results["  epochs=2"].append(twice)
    results["  lr=0.002"] += train(seed, 100, lr=0.002)

for row, (name, accuracies) in enumerate(results.items()):
    mean = np.mean(accuracies)
    print(f"{name:14}", *(f"{a:.3f}" for a in accuracies), f" mean {mean:.3f}")
    circle = {"markersize": 9, "fillstyle": "none", "markeredgewidth": 2}
    plt.plot(accuracies, [row] * 3, "o", **circle)
    plt.plot(mean, row, "k|", markersize=24)

plt.yticks(range(4), [name.strip() for name in names])
plt.ylim(3.5, -0.5)
plt.xlim(0.4, 0.9)
plt.xlabel("test_accuracy")
plt.grid(axis="x")
plt.show()
