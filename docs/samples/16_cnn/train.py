import numpy as np

from lesson_code import (
    Adam,
    Affine,
    BatchNormalization,
    Convolution,
    Dropout,
    Flatten,
    MaxPooling,
    ReLU,
    Sequential,
    Trainer,
    he,
    load_mnist,
)

(x, t), (x_test, t_test) = load_mnist()
x, t, x_test, t_test = x[:5000], t[:5000], x_test[:1000], t_test[:1000]
rng = np.random.default_rng(0)


def zeros(M):
    return np.zeros(M, np.float32)


net = Sequential(
    [
        Convolution(he((8, 1, 5, 5), rng), zeros(8)),
        ReLU(),
        MaxPooling(2),
        Convolution(he((16, 8, 3, 3), rng), zeros(16)),
        ReLU(),
        MaxPooling(2),
        Flatten(),
        Affine(he((400, 100), rng), zeros(100)),
        BatchNormalization(zeros(100) + 1, zeros(100)),
        ReLU(),
        Dropout(0.2, rng=rng),
        Affine(he((100, 10), rng), zeros(10)),
    ]
)

y = x[:50]
shapes = [y.shape]
total = sum(p.size for p in net.params.values())
print(f"{'':18} {y.shape}")
for layer in net.layers:
    y = layer.forward(y)
    shapes.append(y.shape)
    count = sum(p.size for p in layer.params.values())
    print(f"{type(layer).__name__:18} {y.shape!s:16} {count:6}  {count / total:6.1%}")
print(f"{'total':35} {total:6}\n")

trainer = Trainer(net, Adam(0.002), rng=rng, batch_size=100, evaluation_samples=100)
for epoch in trainer.fit(x, t, x_test, t_test, epochs=2):
    right = f"{epoch.test_accuracy:.1%} right"
    print(f"epoch {epoch.epoch}: loss {epoch.loss:.3f}, {right}")

# Drawing
import matplotlib.pyplot as plt

BY = "\N{MULTIPLICATION SIGN}"
SHOWN = {0: "x", 2: f"5{BY}5", 3: f"max 2{BY}2", 5: f"3{BY}3", 6: f"max 2{BY}2"}
SHOWN |= {10: "affine", 12: "affine"}
figure, ax = plt.subplots(figsize=(6.4, 3.1))
left = 0.0
for index, how in SHOWN.items():
    _, C, *size = shapes[index]
    if size:
        side = size[0] / 28 * 1.5
        for back in reversed(range(min(C, 8))):
            corner = (left + 0.07 * back, -side / 2 + 0.07 * back)
            ax.add_patch(plt.Rectangle(corner, side, side, fc="white", ec="C0"))
        width, text = side + 0.07 * min(C, 8), f"{C}\n{size[0]}{BY}{size[1]}"
    else:
        width, high = 0.25, 2.2 * (C / 100) ** 0.5
        ax.add_patch(plt.Rectangle((left, -high / 2), width, high, fc="C1", alpha=0.4))
        text = f"{C}"
    ax.text(left + width / 2, -1.5, text, ha="center", va="top", size=11)
    if index:
        style = {"arrowstyle": "->"}
        ax.annotate("", (left - 0.08, 0), (left - 0.5, 0), arrowprops=style)
        ax.text(left - 0.3, 2.0, how, ha="center", va="top", size=10)
    left += width + 0.6
ax.set(xlim=(-0.2, left - 0.3), ylim=(-2.2, 2.1), aspect="equal")
ax.axis("off")
plt.show()
