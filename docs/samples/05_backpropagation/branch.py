x, h = 2.0, 1e-5
u, v = x**2, 3 * x
L = u * v

dL = 1.0
du, dv = dL * v, dL * u
by_u, by_v = du * 2 * x, dv * 3
dx = by_u + by_v
print(f"u = {u:g}  v = {v:g}  L = {L:g}")
print(f"by u: {by_u:g}  by v: {by_v:g}  together: {dx:g}")
above, below = (x + h) ** 2 * 3 * (x + h), (x - h) ** 2 * 3 * (x - h)
print(f"measured: {(above - below) / (2 * h):.4f}")

# Drawing
import matplotlib.pyplot as plt
import numpy as np

places = {
    "$x$": (0, 1),
    "$x^2$": (2, 2),
    "$3x$": (2, 0),
    "$u v$": (4, 1),
    "$L$": (6, 1),
}
edges = [
    ("$x$", "$x^2$", x, by_u, 1),
    ("$x$", "$3x$", x, by_v, -1),
    ("$x^2$", "$u v$", u, du, 1),
    ("$3x$", "$u v$", v, dv, -1),
    ("$u v$", "$L$", L, dL, 1),
]
centred = {"ha": "center", "va": "center"}
plt.figure(figsize=(5.4, 3.6))
for start, end, value, gradient, side in edges:
    a, b = np.array(places[start]), np.array(places[end])
    along = (b - a) / np.linalg.norm(b - a)
    across = np.array([-along[1], along[0]]) * 0.09
    for shift, tail, head, colour in ((across, a, b, "C0"), (-across, b, a, "C1")):
        unit = (head - tail) / np.linalg.norm(head - tail)
        ends = tail + 0.42 * unit + side * shift, head - 0.42 * unit + side * shift
        arrow = {"arrowstyle": "->", "color": colour, "lw": 1.5}
        plt.annotate("", xy=ends[1], xytext=ends[0], arrowprops=arrow)
    middle, off = (a + b) / 2, 3.6 * side * across
    plt.text(*(middle + off), f"{value:g}", color="C0", **centred)
    plt.text(*(middle - off), f"[{gradient:g}]", color="C1", weight="bold", **centred)
for name, place in places.items():
    if name in ("$x$", "$L$"):
        box = {"boxstyle": "square,pad=0.3", "fill": False, "lw": 0}
    else:
        box = {"boxstyle": "circle,pad=0.3", "fill": False, "lw": 1.5}
    plt.text(*place, name, size=13, bbox=box, **centred)
plt.text(-0.1, 0.45, f"[{dx:g}]", color="C1", ha="center", weight="bold", size=13)
plt.axis([-0.6, 6.5, -0.6, 2.6])
plt.gca().set_aspect("equal")
plt.axis("off")
plt.show()
