import numpy as np

from lesson_code import Affine, load_mnist

_, (x_test, _) = load_mnist()
x = x_test[:100].astype(np.float64).reshape(100, 784)

rng = np.random.default_rng(0)
W, b = rng.standard_normal((784, 10)), rng.standard_normal(10)
order = rng.permutation(784)
shuffled = x[:, order]

y = Affine(W, b).forward(x)
y_shuffled = Affine(W[order], b).forward(shuffled)
print("x", x.shape, " W", W.shape, " y", y.shape)
print("the same answers:", np.allclose(y, y_shuffled))

# Drawing
import matplotlib.pyplot as plt

from lesson_code.plots import show_image

figure, axes = plt.subplots(1, 2, figsize=(5.4, 2.8))
show_image(axes[0], x[0].reshape(28, 28), limit=1)
show_image(axes[1], shuffled[0].reshape(28, 28), limit=1)
plt.show()
