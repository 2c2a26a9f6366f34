import matplotlib.pyplot as plt
import numpy as np

from lesson_code import (
    Adam,
    Affine,
    Flatten,
    ReLU,
    Sequential,
    Trainer,
    he,
    load_mnist,
    softmax,
)

(x_train, t_train), (x_test, t_test) = load_mnist()
x_train, t_train = x_train[:5000].astype(np.float64), t_train[:5000]
x_test, t_test = x_test[:1000].astype(np.float64), t_test[:1000]

rng = np.random.default_rng(0)
first = Affine(he((784, 50), rng, dtype=np.float64), np.zeros(50))
last = Affine(he((50, 10), rng, dtype=np.float64), np.zeros(10))
net = Sequential([Flatten(), first, ReLU(), last])
trainer = Trainer(net, Adam(0.003), rng=rng, batch_size=50, progress=False)
trainer.fit(x_train, t_train, epochs=5)

noise = np.random.default_rng(1).uniform(0, 1, (1000, 1, 28, 28))
logits = net.forward(x_test)
p_test, p_noise = softmax(logits), softmax(net.forward(noise))
wrong = p_test.argmax(axis=1) != t_test
groups = [("right", p_test[~wrong]), ("wrong", p_test[wrong]), ("noise", p_noise)]
for name, p in groups:
    top = p.max(axis=1)
    print(f"{name} {len(p):4}  mean {top.mean():.2f}  above 0.9: {(top > 0.9).sum()}")
print("noise called a 5:", (p_noise.argmax(axis=1) == 5).sum())

for factor in (0.5, 1, 2, 10):
    p = softmax(factor * logits)
    accuracy = (p.argmax(axis=1) == t_test).mean()
    mean = p.max(axis=1).mean()
    print(f"logits x {factor:<4} accuracy {accuracy:.3f}  mean of largest p {mean:.2f}")

figure, axes = plt.subplots(2, 4, figsize=(6.4, 3.8))
for row, images in zip(axes, [x_test[wrong], noise], strict=True):
    p = softmax(net.forward(images))
    for ax, i in zip(row, np.argsort(-p.max(axis=1))[:4], strict=True):
        ax.imshow(images[i, 0], cmap="gray_r", vmin=0, vmax=1)
        ax.set_title(f"{p[i].argmax()}: {p[i].max():.3f}")
        ax.set_axis_off()
plt.show()
