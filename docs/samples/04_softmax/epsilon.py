import numpy as np

EPS = 1e-7
print("lead    loss   with 1e-7   gradient   with 1e-7")
for lead in (0, 5, 10, 15, 20, 30, 120):
    p = 1 / (1 + np.exp(lead))  # of the right class, where another leads
    loss, reported = np.logaddexp(0, lead), -np.log(p + EPS)
    gradient = p - 1
    flattened = p / (p + EPS) * gradient
    print(f"{lead:4} {loss:7.2f} {reported:11.2f} {gradient:10.3f} {flattened:11.1e}")
print(f"-log(1e-7) = {-np.log(EPS):.2f}, -log(1 + 1e-7) = {-np.log(1 + EPS):.0e}")

# Drawing
import matplotlib.pyplot as plt

g = np.linspace(0, 30, 200)
p = 1 / (1 + np.exp(g))
figure, (left, right) = plt.subplots(1, 2, figsize=(6.4, 3.0))
left.plot(g, np.logaddexp(0, g))
left.plot(g, -np.log(p + EPS), "--")
left.set_title("$L$")
right.plot(g, p - 1)
right.plot(g, p / (p + EPS) * (p - 1), "--")
right.set_title(r"$\partial L / \partial a_c$")
for ax in (left, right):
    ax.set_xlabel("$a_j - a_c$")
plt.show()
