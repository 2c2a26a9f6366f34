a, b, c = 3.0, -1.0, -4.0

q = a + b
y = q * c
print(f"forward:  q = {q:g}, y = {y:g}")

dy = 1.0
dq, dc = dy * c, dy * q
da, db = dq * 1, dq * 1
print(f"backward: dq = {dq:g}, dc = {dc:g}, da = {da:g}, db = {db:g}")

h = 0.01
print(f"a alone, {h} up: y moves by {(a + h + b) * c - y:.2f}")
print(f"c alone, {h} up: y moves by {q * (c + h) - y:.2f}")
together = (a + h * da + b + h * db) * (c + h * dc)
print(f"all three along their forces: y moves by {together - y:.2f}")

# Drawing
import matplotlib.pyplot as plt
import numpy as np

times = "\N{MULTIPLICATION SIGN}"
places = {"a": (0, 3.1), "b": (0, 0.9), "+": (1.8, 2)}
places |= {"c": (0, -0.9), times: (3.6, 0.6), "y": (5.2, 0.6)}
wires = [("a", "+", a, da), ("b", "+", b, db), ("+", times, q, dq), ("c", times, c, dc)]
wires.append((times, "y", y, dy))
centred = {"ha": "center", "va": "center"}


def number(value):
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def draw(known):
    """The gates with all values, and with their gradients or question marks."""
    plt.figure(figsize=(5.6, 4.4))
    for start, end, value, gradient in wires:
        tail, head = np.array(places[start]), np.array(places[end])
        along = (head - tail) / np.linalg.norm(head - tail)
        across = np.array([-along[1], along[0]])
        for side, colour in ((1, "C0"), (-1, "C1"))[: 1 + known]:
            ends = [
                tail + 0.33 * along + 0.07 * side * across,
                head - 0.33 * along + 0.07 * side * across,
            ]
            xytext, xy = ends[::side]
            arrow = {"arrowstyle": "->", "color": colour, "lw": 1.5}
            plt.annotate("", xy=xy, xytext=xytext, arrowprops=arrow)
        middle = (tail + head) / 2
        bold = {"color": "C1", "weight": "bold", **centred}
        plt.text(*(middle + 0.3 * across), number(value), color="C0", **centred)
        asked = number(gradient) if known or end == "y" else "?"
        plt.text(*(middle - 0.33 * across), f"[{asked}]", **bold)
    for name, place in places.items():
        if name in "+" + times:
            box = {"boxstyle": "circle,pad=0.25", "fill": False, "lw": 1.5}
            plt.text(*place, name, size=14, bbox=box, **centred)
        else:
            plt.text(*place, f"${name}$", size=14, **centred)
    plt.axis([-0.3, 5.5, -1.2, 3.4])
    plt.gca().set_aspect("equal")
    plt.axis("off")


for known in (False, True):
    draw(known)
    plt.show()
