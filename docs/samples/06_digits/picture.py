import numpy as np

from lesson_code import SGD, Trainer, load_mnist, sigmoid_mlp

(x, t), (x_test, t_test) = load_mnist()
x, t = x[:5000].astype(np.float64), t[:5000]

rng = np.random.default_rng(0)
net = sigmoid_mlp(rng, cost="quadratic", weights="normal", dtype=np.float64)
trainer = Trainer(net, SGD(3.0), rng=rng, batch_size=10, progress=False)
trainer.fit(x, t, epochs=3)

values = [x_test[:1].astype(np.float64)]
for layer in net.layers:
    values.append(layer.forward(values[-1]))
h, y = values[3][0], values[5][0]
print("label ", t_test[0], " answer", y.argmax())
for digit in range(10):
    print(f"y[{digit}] = {y[digit]:.2f}")

# Drawing
import matplotlib.pyplot as plt

figure, ax = plt.subplots(figsize=(5.4, 4.6))
ax.imshow(values[0][0, 0], cmap="gray_r", extent=(0, 8, 11.5, 3.5))
for place in range(0, 30, 2):
    ax.plot([8, 11], [7.5, place / 2], color="C5", linewidth=0.5)
strength = h[:, None] * net.params["3.W"]
for (i, digit), part in np.ndenumerate(strength / abs(strength).max()):
    if abs(part) > 0.1:
        color, style = ("C0", "-") if part > 0 else ("C1", "--")
        width = 2.5 * abs(part)
        ends = [11, 16], [i / 2, 1.5 * digit + 0.5]
        ax.plot(*ends, color=color, linestyle=style, linewidth=width, zorder=1)
for across, column in ((11, h), (16, y)):
    up = np.arange(30) / 2 if len(column) == 30 else 1.5 * np.arange(10) + 0.5
    size = 50 if len(column) == 30 else 190
    style = {"cmap": "gray_r", "vmin": 0, "vmax": 1, "edgecolor": "C5", "zorder": 2}
    ax.scatter([across] * len(column), up, size, column, **style)
for digit in range(10):
    ax.text(16.8, 1.5 * digit + 0.5, str(digit), va="center")
ax.set(xlim=(-0.2, 17.8), ylim=(15.5, -0.9))
ax.axis("off")
plt.show()
