import matplotlib.pyplot as plt
import numpy as np

from lesson_code import log_softmax, softmax

EPS = 1e-7
print("  gap    loss    with 1e-7   gradient   with 1e-7")
gaps = np.array([0.0, 5, 10, 15, 20, 30, 120])
for gap in gaps:
    a = np.array([0.0, gap])
    p = softmax(a)[0]
    loss, reported = -log_softmax(a)[0], -np.log(p + EPS)
    gradient = p - 1
    flattened = p / (p + EPS) * gradient
    print(f"{gap:5.0f} {loss:8.2f} {reported:10.2f} {gradient:11.3f} {flattened:11.1e}")

print(f"-log(1e-7) = {-np.log(EPS):.2f}")
print(f"-log(1 + 1e-7) = {-np.log(1 + EPS):.0e}")
p = softmax(np.array([0, 120], np.float32))[0]
print("float32, gap 120: p =", p, " gradient with 1e-7 =", abs(p / (p + EPS)))

g = np.linspace(0, 30, 200)
p = 1 / (1 + np.exp(g))
figure, (left, right) = plt.subplots(1, 2, figsize=(6.4, 3.0))
left.plot(g, np.logaddexp(0, g))
left.plot(g, -np.log(p + EPS), "--")
left.set_title("$L$")
right.plot(g, p - 1)
right.plot(g, p / (p + EPS) * (p - 1), "--")
right.set_title(r"$\partial L / \partial a_t$")
for ax in (left, right):
    ax.set_xlabel("$a_j - a_t$")
plt.show()
