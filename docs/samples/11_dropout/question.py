import numpy as np

from lesson_code import SGD, Affine, ReLU, Sequential, he, load_mnist

(x, t), (x_test, t_test) = load_mnist(flatten=True)
x, t, x_test, t_test = x[:300], t[:300], x_test[:1000], t_test[:1000]

rng = np.random.default_rng(0)
W1, W2 = he((784, 100), rng), he((100, 10), rng)
b1, b2 = np.zeros(100, np.float32), np.zeros(10, np.float32)
net = Sequential([Affine(W1, b1), ReLU(), Affine(W2, b2)])
steps, seen, new = [], [], []
for step in range(1, 301):
    chosen = rng.integers(0, 300, 50)
    _, gradients = net.gradients(x[chosen], t[chosen])
    SGD(0.1).update(net.params, gradients)
    if step % 10 == 0:
        steps.append(step)
        seen.append(100 * net.accuracy(x, t))
        new.append(100 * net.accuracy(x_test, t_test))
print(f"after {step} steps, the 300 training images: {seen[-1]:.1f} % right")
print(f"1000 images that it has never seen: {new[-1]:.1f} %")

# Drawing
import matplotlib.pyplot as plt

plt.figure(figsize=(5.6, 2.8))
plt.plot(steps, seen, label="training images")
plt.plot(steps, new, "--", label="new images")
plt.xlabel("step")
plt.ylabel("% right")
plt.ylim(40, 102)
plt.legend(loc="lower right")
plt.show()
