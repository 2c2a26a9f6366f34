import numpy as np

from lesson_code import numerical_gradient, relative_error

x = np.array([[1.0, 2], [3, 0], [4, 1], [5, -1], [7, 8]])
dout = np.array([[2.0, 1], [2, 0], [3, -1], [-2, 4], [0, 2]])
gamma, beta, eps = np.array([4.0, -2]), np.array([1.0, 3]), 0.0
N = len(x)


def forward():
    mu = x.mean(axis=0)  # 1  (D,)
    c = x - mu  # 2  (N, D)
    q = c**2  # 3  (N, D)
    v = q.mean(axis=0)  # 4  (D,)
    s = np.sqrt(v + eps)  # 5  (D,)
    x_hat = c / s  # 6  (N, D)
    p = gamma * x_hat  # 7  (N, D)
    y = p + beta  # 8  (N, D)
    return mu, c, q, v, s, x_hat, p, y


mu, c, q, v, s, x_hat, p, y = forward()

dp, dbeta = dout, dout.sum(axis=0)  # 8  (N, D) and (D,)
dx_hat, dgamma = dp * gamma, (dp * x_hat).sum(axis=0)  # 7  (N, D) and (D,)
dc_6, ds = dx_hat / s, (dx_hat * -c / s**2).sum(axis=0)  # 6  (N, D) and (D,)
dv = ds / (2 * s)  # 5  (D,)
dq = np.full_like(x, dv / N)  # 4  (D,) to (N, D)
dc_3 = dq * 2 * c  # 3  (N, D)
dc = dc_6 + dc_3  # two paths
dmu = -dc.sum(axis=0)  # 2  (D,)
dx_1 = np.full_like(x, dmu / N)  # 1  (D,) to (N, D)
dx = dc + dx_1  # two paths

print("the first of the two columns:")
steps = {"dx_hat": dx_hat, "ds": ds, "dv": dv, "dq": dq, "dc": dc, "dmu": dmu}
for name, array in (steps | {"dx": dx, "dgamma": dgamma, "dbeta": dbeta}).items():
    print(f"{name:7}{array.shape!s:7}", array[..., 0])


def loss(_):
    return float((dout * forward()[-1]).sum())


pairs = {"x": (x, dx), "gamma": (gamma, dgamma), "beta": (beta, dbeta)}
for name, (array, gradient) in pairs.items():
    error = relative_error(gradient, numerical_gradient(loss, array))
    print(f"gradient check of {name}: passes {error < 1e-7}")

# Drawing
import matplotlib.pyplot as plt

LEFT, RIGHT = 3.6, 8.1
BOXES = [
    (RIGHT, 0, "mean"),
    (LEFT, 2.4, "\N{MINUS SIGN}"),
    (RIGHT, 3.6, "$a^2$"),
    (RIGHT, 5.6, "mean"),
    (RIGHT, 7.6, r"$\sqrt{a + \epsilon}$"),
    (LEFT, 9.4, r"$\div$"),
    (LEFT, 11.4, r"$\times\,\gamma$"),
    (LEFT, 13.4, r"$+\,\beta$"),
]
WIRES = [
    (4, [(LEFT, 0), (LEFT, 2.0)], (0, 1.3), None, None, dc),
    (5, [(LEFT, 0), (RIGHT - 0.7, 0)], (3.95, 0.68), None, None, dx_1),
    (4, [(RIGHT, 0.4), (RIGHT, 2.4), (LEFT + 0.5, 2.4)], (8.4, 1.4), r"\mu", mu, dmu),
    (2, [(LEFT, 2.8), (LEFT, 9.0)], (0, 6.0), None, None, dc_6),
    (3, [(LEFT, 3.6), (RIGHT - 0.5, 3.6)], (4.2, 4.2), None, None, dc_3),
    (3, [(RIGHT, 4.0), (RIGHT, 5.2)], (8.4, 4.6), "q", q, dq),
    (2, [(RIGHT, 6.0), (RIGHT, 7.2)], (8.4, 6.6), "v", v, dv),
    (2, [(RIGHT, 8.0), (RIGHT, 9.4), (LEFT + 0.5, 9.4)], (8.4, 8.7), "s", s, ds),
    (1, [(LEFT, 9.8), (LEFT, 11.0)], (4.0, 10.4), r"\hat{x}", x_hat, dx_hat),
    (1, [(LEFT, 11.8), (LEFT, 13.0)], (4.0, 12.4), "p", p, dp),
    (1, [(LEFT, 13.8), (LEFT, 15.0)], (4.0, 14.4), "y", y, dout),
]


def numbers(array):
    """Write the first column."""
    first = np.atleast_1d(array[..., 0])
    return " ".join(f"{value:g}".replace("-", "\N{MINUS SIGN}") for value in first)


def arrow(way, colour, shift, width):
    points = np.array(way) + shift
    plt.plot(*points[:-1].T, color=colour, lw=width, solid_capstyle="butt")
    style = {"arrowstyle": "->", "color": colour, "lw": width, "shrinkA": 0}
    plt.annotate("", xy=points[-1], xytext=points[-2], arrowprops=style)


def text(x, y, words, colour, weight="normal"):
    style = {"color": colour, "size": 11, "weight": weight, "va": "center"}
    plt.text(x, y, words, **style)


def draw(back):
    """The graph, with the gradients of the first `back` stages of going back."""
    plt.figure(figsize=(5.2, 8.2))
    for number, (column, row, name) in enumerate(BOXES, start=1):
        width = 2.0 if "sqrt" in name else 1.0 if column == LEFT else 1.4
        corner = column - width / 2, row - 0.4
        plt.gca().add_patch(plt.Rectangle(corner, width, 0.8, fill=False))
        plt.text(column, row, name, ha="center", va="center", size=12)
        style = {"size": 9, "weight": "bold", "ha": "center", "va": "center"}
        beside = -width / 2 - 0.25 if column == LEFT else width / 2 + 0.3
        plt.text(column + beside, row - 0.25, number, **style)
    for stage, way, (left, row), name, value, gradient in WIRES:
        width = 2.4 if gradient.ndim == 2 else 1.0
        arrow(way, "C0", (-0.12, -0.12), width)
        above = 0.24 if name else 0
        if name:
            text(left, row - above, f"${name}$ = {numbers(value)}", "C0")
        if stage <= back:
            arrow(way[::-1], "C1", (0.12, 0.12), width)
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
        text(4.6, row, f"${name}$ = {numbers(value)}", "C0")
        if back >= 1:
            text(6.2, row, f"[{numbers(gradient)}]", "C1", "bold")
    plt.axis([0, 11.6, 15.2, -0.6])
    plt.axis("off")


for back in (0, 2, 5):
    draw(back)
    plt.show()
