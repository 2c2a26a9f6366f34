import numpy as np

from lesson_code import Adam, Affine, ReLU, Sequential, Trainer, he, load_mnist, softmax

(x, t), (x_test, t_test) = load_mnist()
x, t = x[:4000].reshape(4000, 784).astype(np.float64), t[:4000]
noise = np.random.default_rng(9).uniform(0, 1, (1000, 784))


def trained(seed):
    rng = np.random.default_rng(seed)
    first = Affine(he((784, 50), rng, dtype=np.float64), np.zeros(50))
    last = Affine(he((50, 10), rng, dtype=np.float64), np.zeros(10))
    net = Sequential([first, ReLU(), last])
    trainer = Trainer(net, Adam(0.003), rng=rng, evaluation_samples=100)
    trainer.fit(x, t, epochs=5)
    return net


nets = [trained(seed) for seed in range(3)]


def says_and_right(images):
    """Largest p, and whether it was right, for each image and network."""
    x = images.reshape(len(images), 784).astype(np.float64)
    p = np.array([softmax(net.forward(x)) for net in nets])
    return p.max(axis=2).ravel(), (p.argmax(axis=2) == t_test).ravel()


edges = [0, 0.5, 0.7, 0.9, 0.99, 1.01]


def by_confidence(says, right):
    """For each interval between edges: mean of what was said, share that was right."""
    groups = [(says >= edges[i]) & (says < edges[i + 1]) for i in range(5)]
    return np.array([[says[g].mean(), right[g].mean()] for g in groups])


says, right = says_and_right(x_test)
print("test digits       says   right")
for low, (said, was) in zip(edges[:-1], by_confidence(says, right), strict=True):
    print(f"  from {low:4.0%}       {said:6.1%}  {was:6.1%}")
print(f"all             {says.mean():6.1%}  {right.mean():6.1%}")
curves = {"0": by_confidence(says, right)}
for shift in (2, 4):
    says, right = says_and_right(np.roll(x_test, shift, axis=3))
    curves[str(shift)] = by_confidence(says, right)
    print(f"{shift} pixels aside  {says.mean():6.1%}  {right.mean():6.1%}")
for net in nets:
    says = softmax(net.forward(noise)).max(axis=1)
    print(f"noise           {says.mean():6.1%}  above 90%: {(says > 0.9).mean():4.0%}")

# Drawing
import matplotlib.pyplot as plt

plt.figure(figsize=(4.6, 4.2))
plt.plot([0.3, 1], [0.3, 1], color="black", linewidth=0.8)
for (name, points), style in zip(curves.items(), ("o-", "s--", "^:"), strict=True):
    plt.plot(*points.T, style, label=f"shift {name}")
plt.xlabel("largest $p$")
plt.ylabel("share right")
plt.legend()
plt.show()
