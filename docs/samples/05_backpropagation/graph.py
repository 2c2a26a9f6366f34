import numpy as np

from lesson_code import Affine, ReLU, Sequential, SumOfSquares

W1, b1 = np.array([[1.0, -1, 2], [1, 1, -2]]), np.array([0.0, 1, 1])
W2, b2 = np.array([[2.0], [-1], [3]]), np.array([1.0])
net = Sequential([Affine(W1, b1), ReLU(), Affine(W2, b2)], SumOfSquares())
x, t = np.array([[1.0, 2]]), np.array([[3.0]])

values = [x]
for layer in net.layers:
    values.append(layer.forward(values[-1]))
L = net.loss_function.forward(values[-1], t)

gradients = [net.loss_function.backward()]
for layer in reversed(net.layers):
    gradients.insert(0, layer.backward(gradients[0]))

for name, value, gradient in zip("xzhy", values, gradients, strict=True):
    print(f"{name} {value.shape} = {value[0]}  gradient {gradient[0]}")
print(f"L = {L:g}")
for i, layer in enumerate(net.layers):
    for name, gradient in layer.grads.items():
        print(f"gradient of {i}.{name} {gradient.shape} = {gradient.tolist()}")

# Drawing
import matplotlib.pyplot as plt


def numbers(array):
    minus = {ord("-"): "\N{MINUS SIGN}"}
    rows = [[f"{v:g}".translate(minus).rjust(2) for v in row] for row in array]
    return "\n".join(" ".join(row) for row in rows)


def arrow(column, start, end, colour):
    style = {"arrowstyle": "->", "color": colour, "lw": 2}
    plt.annotate("", xy=(column, end), xytext=(column, start), arrowprops=style)


def text(column, row, name, array, colour, align="left"):
    values = numbers(np.atleast_2d(array))
    width = 0.5 + 0.22 * name.count("L") + 0.3 * ("partial" in name)
    if align == "right":
        column -= 0.21 * len(values) + width
    plt.text(column, row, f"${name}$", color=colour, va="center", size=12)
    style = {"family": "monospace", "size": 11, "color": colour}
    weight = "bold" if "partial" in name else "normal"
    plt.text(column + width, row, values, va="center", weight=weight, **style)


def draw(back):
    """The graph with the gradients of the last `back` boxes filled in."""
    plt.figure(figsize=(5.4, 7.2))
    names = [type(layer).__name__ for layer in net.layers]
    boxes = [*names, type(net.loss_function).__name__]
    known = len(boxes) - back
    wires = [*zip("xzhy", values, gradients, strict=True), ("L", L, 1.0)]
    for i, (name, value, gradient) in enumerate(wires):
        row = -1.6 * i
        arrow(2.9, row + 0.45, row - 0.45, "C0")
        text(2.75, row, name, value, "C0", align="right")
        if back and i >= known:
            arrow(3.9, row - 0.45, row + 0.45, "C1")
            text(4.1, row, rf"\partial L/\partial {name}", gradient, "C1")
    for i, name in enumerate(boxes):
        row = -1.6 * i - 0.8
        plt.gca().add_patch(plt.Rectangle((2.1, row - 0.3), 2.6, 0.6, fill=False))
        plt.text(3.4, row, name, ha="center", va="center", size=11)
        layer = net.layers[i] if i < len(net.layers) else None
        for param, line in (("W", row + 0.17), ("b", row - 0.37)):
            if layer and param in layer.params:
                text(5.0, line, param, layer.params[param], "black")
                if i >= known:
                    gradient = layer.grads[param]
                    text(7.1, line, rf"\partial L/\partial {param}", gradient, "C1")
    text(5.0, row, "t", t, "black")
    plt.axis([0, 10, -7, 0.6])
    plt.axis("off")


for back in (0, 4):
    draw(back)
    plt.show()
