import matplotlib.pyplot as plt
import numpy as np

from lesson_code import BatchNormalization

x = np.array([1.0, 3, 4, 5, 7])
dout = np.array([2.0, 2, 3, -2, 0])
gamma, beta, N = 4.0, 1.0, 5

mu = x.mean()
c = x - mu
q = c**2
v = q.mean()
s = np.sqrt(v)
x_hat = c / s
p = gamma * x_hat
y = p + beta

dp, dbeta = dout, dout.sum()
dx_hat, dgamma = dp * gamma, (dp * x_hat).sum()
dc_by_x_hat, ds = dx_hat / s, (dx_hat * -c / s**2).sum()
dv = ds / (2 * s)
dq = np.full(N, dv / N)
dc_by_q = dq * 2 * c
dc = dc_by_x_hat + dc_by_q
dx_by_c, dmu = dc, -dc.sum()
dx_by_mu = np.full(N, dmu / N)
dx = dx_by_c + dx_by_mu

layer = BatchNormalization(np.array([gamma]), np.array([beta]), eps=0)
same = np.allclose(layer.forward(x[:, np.newaxis], train=True)[:, 0], y)
print("same y as the layer: ", same)
theirs = layer.backward(dout[:, np.newaxis])[:, 0]
print("same dx as the layer:", np.allclose(theirs, dx))
print("dx =", dx, " dgamma =", dgamma, " dbeta =", dbeta)

LEFT, RIGHT = 3.6, 8.1
BOXES = [
    (RIGHT, 0, "mean"),
    (LEFT, 2.4, "−"),
    (RIGHT, 3.6, "$a^2$"),
    (RIGHT, 5.6, "mean"),
    (RIGHT, 7.6, "√(a + ε)"),
    (LEFT, 9.4, "÷"),
    (LEFT, 11.4, r"$\times\,\gamma$"),
    (LEFT, 13.4, r"$+\,\beta$"),
]
WIRES = [
    (4, [(LEFT, 0), (LEFT, 2.0)], (0, 1.3), None, None, dx_by_c),
    (5, [(LEFT, 0), (RIGHT - 0.7, 0)], (3.95, 0.68), None, None, dx_by_mu),
    (4, [(RIGHT, 0.4), (RIGHT, 2.4), (LEFT + 0.5, 2.4)], (8.4, 1.4), r"\mu", mu, dmu),
    (2, [(LEFT, 2.8), (LEFT, 9.0)], (0, 6.0), None, None, dc_by_x_hat),
    (3, [(LEFT, 3.6), (RIGHT - 0.5, 3.6)], (4.2, 4.2), None, None, dc_by_q),
    (3, [(RIGHT, 4.0), (RIGHT, 5.2)], (8.4, 4.6), "q", q, dq),
    (2, [(RIGHT, 6.0), (RIGHT, 7.2)], (8.4, 6.6), "v", v, dv),
    (2, [(RIGHT, 8.0), (RIGHT, 9.4), (LEFT + 0.5, 9.4)], (8.4, 8.7), "s", s, ds),
    (1, [(LEFT, 9.8), (LEFT, 11.0)], (4.0, 10.4), r"\hat{x}", x_hat, dx_hat),
    (1, [(LEFT, 11.8), (LEFT, 13.0)], (4.0, 12.4), "p", p, dp),
    (1, [(LEFT, 13.8), (LEFT, 15.0)], (4.0, 14.4), "y", y, dout),
]


def numbers(array):
    return " ".join(f"{value:g}".replace("-", "−") for value in np.atleast_1d(array))


def arrow(way, colour, shift):
    points = np.array(way) + shift
    plt.plot(*points[:-1].T, color=colour, lw=1.8, solid_capstyle="butt")
    style = {"arrowstyle": "->", "color": colour, "lw": 1.8, "shrinkA": 0}
    plt.annotate("", xy=points[-1], xytext=points[-2], arrowprops=style)


def text(x, y, words, colour, weight="normal"):
    style = {"color": colour, "size": 11, "weight": weight, "va": "center"}
    plt.text(x, y, words, **style)


def draw(back):
    """The graph, with the gradients of the first `back` stages of going back."""
    plt.figure(figsize=(5.2, 8.2))
    for column, row, name in BOXES:
        width = 2.0 if "√" in name else 1.0 if len(name) < 4 else 1.4
        corner = column - width / 2, row - 0.4
        plt.gca().add_patch(plt.Rectangle(corner, width, 0.8, fill=False))
        plt.text(column, row, name, ha="center", va="center", size=12)
    for stage, way, (left, row), name, value, gradient in WIRES:
        arrow(way, "C0", (-0.12, -0.12))
        above = 0.24 if name else 0
        if name:
            text(left, row - above, f"${name}$ = {numbers(value)}", "C0")
        if stage <= back:
            arrow(way[::-1], "C1", (0.12, 0.12))
            text(left, row + above, f"[{numbers(gradient)}]", "C1", "bold")
    text(0, 0, f"$x$ = {numbers(x)}", "C0")
    text(0, 3.4, f"$c$ = {numbers(c)}", "C0")
    if back >= 3:
        text(0, 3.9, f"[{numbers(dc)}]", "C1", "bold")
    if back >= 5:
        text(0, 0.5, f"[{numbers(dx)}]", "C1", "bold")
    for row, name, value, gradient in (
        (11.4, r"\gamma", gamma, dgamma),
        (13.4, r"\beta", beta, dbeta),
    ):
        text(4.6, row, f"${name}$ = {value:g}", "C0")
        if back >= 1:
            text(6.2, row, f"[{numbers(gradient)}]", "C1", "bold")
    plt.axis([0, 11.6, 15.2, -0.6])
    plt.axis("off")


for back in (0, 2, 5):
    draw(back)
    plt.show()
