import matplotlib.pyplot as plt
import numpy as np

from lesson_code import log_softmax, numerical_gradient, relative_error, softmax

a = np.array([3.0, 1.0, -1.0, 1.0])
K = len(a)
right = 1

p = softmax(a)
t = np.zeros(K)
t[right] = 1

J = np.diag(p) - np.outer(p, p)
dp = -t / p
long_way = J @ dp
short_way = p - t

print("J", J.shape)
print(J.round(3))
print("dL/dp   ", (dp + 0).round(3))
print("J dL/dp ", long_way.round(3))
print("p - t   ", short_way.round(3), " sum is 0:", abs(short_way.sum()) < 1e-12)

measured = numerical_gradient(lambda a: float(-log_softmax(a)[right]), a)
print("measured", measured.round(3))
print("error below 1e-7:", relative_error(short_way, measured) < 1e-7)

figure, axes = plt.subplots(2, 3, figsize=(6.4, 4.2), sharex=True, sharey=True)
for row, right in zip(axes, (1, 0), strict=True):
    t = np.eye(K)[right]
    parts = (p, "$p$", "C0"), (t, "$t$", "C0"), (p - t, "$p - t$", "C1")
    for ax, (values, name, color) in zip(row, parts, strict=True):
        bars = ax.bar(range(K), values, color=color)
        bars[right].set_hatch("//")
        ax.axhline(0, color="black", linewidth=0.8)
        ax.set_title(name)
        ax.set_ylim(-1.05, 1.05)
        ax.set_xticks(range(K))
plt.show()
