import numpy as np

from lesson_code import BatchNormalization

layer = BatchNormalization(gamma=np.ones(1), beta=np.zeros(1), eps=0)
plane = np.array([[1.0, -1, 0], [1, 1, -2]]) / np.sqrt([[2], [6]])


def direction(degrees):
    """A direction in the plane, as three numbers that add up to 0."""
    angle = np.deg2rad(degrees)
    return plane.T @ [[np.cos(angle)], [np.sin(angle)]]


arrows = []
print("   sum of dx   dx times x_hat   on the circle")
for angle, turn in zip((20, 92, 164, 236, 308), (60, -30, 110, 290, 150), strict=True):
    away, force = direction(angle), direction(angle + turn)
    x, dout = 2 * away + 5, 1.5 * force + 3
    x_hat = layer.forward(x, train=True)
    dx = layer.backward(dout)
    sums = dx.sum(), (dx * x_hat).sum(), (x_hat**2).sum()
    print("  ", *(f"{value.round(9) + 0.0:9.4f}" for value in sums))
    arrows.append([plane @ array[:, 0] for array in (x_hat, dout, dx * x.std())])

# Drawing
import matplotlib.pyplot as plt


def arrow(start, way, **style):
    style = {"arrowstyle": "->", "lw": 2.2, "shrinkA": 0, "shrinkB": 0} | style
    plt.annotate("", xy=start + way, xytext=start, arrowprops=style)


plt.figure(figsize=(5.4, 5.4))
plt.gca().add_patch(plt.Circle((0, 0), np.sqrt(3), fill=False, color="C5", lw=1.2))
for at, before, after in arrows:
    plt.plot([0, at[0]], [0, at[1]], color="C0", lw=1)
    arrow(at, before, color="C5", ls="--", lw=1.6)
    arrow(at, after, color="C1")
    plt.plot(*np.array([at + before, at + after]).T, color="C5", ls=":")
    plt.plot(*at, "o", color="C0", ms=8)
    beside = 0.6 * at + 0.15 * np.array([at[1], -at[0]])
    plt.text(*beside, r"$\hat{x}$", color="C0", size=14, ha="center", va="center")
plt.plot(0, 0, "k.")
plt.axis([-3.1, 3.1, -3.1, 3.1])
plt.gca().set_aspect("equal")
plt.axis("off")
plt.show()
