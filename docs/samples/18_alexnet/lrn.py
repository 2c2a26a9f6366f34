import numpy as np

from lesson_code import LocalResponseNormalization, numerical_gradient, relative_error


class LRN:
    """x / s**beta, with s = k + alpha times the squares of n channels."""

    def __init__(self, k=2.0, n=5, alpha=1e-4, beta=0.75):
        self.k, self.n, self.alpha, self.beta = k, n, alpha, beta

    def neighbours(self, a):
        """At each channel the sum over itself and n // 2 on either side."""
        total = a.copy()
        for d in range(1, self.n // 2 + 1):
            total[:, d:] += a[:, :-d]
            total[:, :-d] += a[:, d:]
        return total

    def forward(self, x):
        self.x = x
        self.s = self.k + self.alpha * self.neighbours(x**2)
        return x / self.s**self.beta

    def backward(self, dout):
        own = dout / self.s**self.beta
        shared = self.neighbours(own * self.x / self.s)
        return own - 2 * self.alpha * self.beta * self.x * shared


layer = LRN(k=1.0, n=3, alpha=1.0, beta=1.0)
x = np.array([1.0, 0, 2, 1]).reshape(1, 4, 1, 1)
dout = np.array([4.0, 6, 18, 36]).reshape(1, 4, 1, 1)
print("y ", layer.forward(x).ravel().round(3))
print("s ", layer.s.ravel())
print("dx", layer.backward(dout).ravel())


def passes(layer, x, dout):
    def loss(x):
        return float((dout * layer.forward(x)).sum())

    layer.forward(x)
    return relative_error(layer.backward(dout), numerical_gradient(loss, x)) < 1e-7


rng = np.random.default_rng(0)
for C, n in ((7, 5), (3, 9), (1, 5), (4, 1)):
    x, dout = rng.standard_normal((2, 2, C, 3, 2))
    layer = LRN(k=1.0, n=n, alpha=0.5)
    ours = LocalResponseNormalization(k=1.0, n=n, alpha=0.5)
    same = np.allclose(layer.forward(x), ours.forward(x))
    same &= np.allclose(layer.backward(dout), ours.backward(dout))
    passed = passes(layer, x, dout)
    print(f"C = {C}, n = {n}: gradient check {passed}, as lesson_code {same}")

# Drawing
import matplotlib.pyplot as plt

values = {"x": ["1", "0", "2", "1"], "s": ["2", "6", "6", "6"]}
values["y"] = ["1/2", "0", "1/3", "1/6"]
back = {"x": ["0", "1", "\N{MINUS SIGN}5", "2"], "s": None, "y": ["4", "6", "18", "36"]}
figure, axes = plt.subplots(figsize=(6.2, 3.9))
height = {"x": 2.0, "s": 1.0, "y": 0.0}
for i in range(4):
    for j in range(4):
        if abs(i - j) <= 1:
            near = {"color": "C1", "lw": 2.2} if i == 2 else {"color": "0.75", "lw": 1}
            axes.plot([i, j], [1.78, 1.22], **near)
    axes.plot([i, i], [0.78, 0.22], color="C1" if i else "0.75", lw=2.2 if i else 1)
for name, y in height.items():
    axes.text(-0.62, y, f"${name}$", ha="center", va="center", size=15)
    for i, text in enumerate(values[name]):
        mark = {"fc": "white", "ec": "C0", "boxstyle": "round,pad=0.35"}
        axes.text(i, y, text, ha="center", va="center", size=12, bbox=mark)
        if back[name]:
            gradient = f"[{back[name][i]}]"
            axes.text(i + 0.22, y - 0.02, gradient, va="center", size=11, color="C1")
for i in range(4):
    axes.text(i, 2.45, f"channel {i + 1}", ha="center", size=10, color="0.4")
axes.set(xlim=(-0.9, 3.7), ylim=(-0.4, 2.7))
axes.axis("off")
plt.show()
