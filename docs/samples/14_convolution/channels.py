import numpy as np

from lesson_code import Convolution, convolve_naive, load_mnist

_, (x_test, _) = load_mnist()
sobel = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
rng = np.random.default_rng(0)

x = x_test[:10].astype(np.float64)
W1, b1 = np.stack([sobel, sobel.T])[:, np.newaxis], np.zeros(2)
W2, b2 = rng.standard_normal((4, 2, 3, 3)), rng.standard_normal(4)
y = Convolution(W1, b1).forward(x)
z = Convolution(W2, b2).forward(y)

for name, array in (("x ", x), ("W1", W1), ("y ", y), ("W2", W2), ("z ", z)):
    print(name, array.shape)

total = np.zeros_like(z) + b2[:, np.newaxis, np.newaxis]
for c in range(2):
    total += convolve_naive(y[:, c : c + 1], W2[:, c : c + 1], np.zeros(4))
print("channels added up, plus the bias:", np.allclose(total, z))
