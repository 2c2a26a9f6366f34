import matplotlib.pyplot as plt
import numpy as np

from lesson_code import Affine, load_mnist, three_layer_net

_, (images, _) = load_mnist()
x = images[:5]
net = three_layer_net(np.random.default_rng(0), classes=3)

print(f"{'':9}    {x.shape}")
values = [x.shape]
for layer in net.layers:
    x = layer.forward(x)
    values.append(x.shape)
    print(f"{type(layer).__name__:9} -> {x.shape}")

d = np.ones_like(x)
gradients = [d.shape]
print(f"\n{'':9}    {d.shape}")
for layer in reversed(net.layers):
    d = layer.backward(d)
    gradients.insert(0, d.shape)
    shapes = "".join(f"  d{name} {grad.shape}" for name, grad in layer.grads.items())
    print(f"{type(layer).__name__:9} <- {d.shape}{shapes}")
print("\ngradients shaped like the values:", gradients == values)

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


affine = [k for k, layer in enumerate(net.layers) if isinstance(layer, Affine)]
names = ["x", "$y_1$", "$y_2$", "$y_3$"]
for row, k in enumerate([affine[0], *(k + 1 for k in affine)]):
    top = 2 * row
    frame(0, top, f"{names[row]}  {values[k]}", there)
    frame(3.4, top, f"d{names[row]}  {gradients[k]}", back)
    if row < len(affine):
        W, b = net.layers[affine[row]].params.values()
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
