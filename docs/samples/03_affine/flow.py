import numpy as np

from lesson_code import Affine

rng = np.random.default_rng(0)
layers = [
    Affine(W=rng.standard_normal((D, M)), b=np.zeros(M))
    for D, M in ((784, 500), (500, 100), (100, 10))
]
values = [rng.standard_normal((5, 784))]
for layer in layers:
    values.append(layer.forward(values[-1]))

gradients = [np.ones_like(values[-1])]
for layer in reversed(layers):
    gradients.insert(0, layer.backward(gradients[0]))

print("forward: ", *(value.shape for value in values))
for layer in layers:
    dW, db = layer.grads["W"], layer.grads["b"]
    print(f"  W, dW {dW.shape}  b, db {db.shape}")
print("backward:", *(gradient.shape for gradient in reversed(gradients)))

# Drawing
import matplotlib.pyplot as plt

centre = {"ha": "center", "va": "center", "size": 11}
there = {"color": "C0", "lw": 1.8}
back = {"color": "C1", "lw": 1.8, "linestyle": "--"}
figure, axes = plt.subplots(figsize=(4.7, 5.8))


def arrow(start, end, style):
    axes.annotate("", end, start, arrowprops={"arrowstyle": "->", **style})


def frame(x, y, text, style):
    look = {"edgecolor": style["color"], "linestyle": style.get("linestyle", "-")}
    box = {"boxstyle": "round,pad=0.4", "facecolor": "none", **look}
    axes.text(x, y, text, bbox=box, **centre)


names = ["x", "$y_1$", "$y_2$", "$y_3$"]
for row, name in enumerate(names):
    top = 2 * row
    frame(0, top, f"{name}  {values[row].shape}", there)
    frame(3.4, top, f"d{name}  {gradients[row].shape}", back)
    if row < len(layers):
        W, b = layers[row].params.values()
        arrow((0, top + 0.36), (0, top + 1.64), there)
        arrow((3.4, top + 1.64), (3.4, top + 0.36), back)
        axes.text(1.7, top + 0.75, f"W, dW  {W.shape}", **centre)
        axes.text(1.7, top + 1.25, f"b, db  {b.shape}", **centre)
arrow((0.85, 6), (1.45, 6), there)
axes.text(1.7, 6, "L", **centre)
arrow((1.95, 6), (2.5, 6), back)
axes.set(xlim=(-1.0, 4.4), ylim=(6.4, -0.4))
axes.axis("off")
plt.show()
