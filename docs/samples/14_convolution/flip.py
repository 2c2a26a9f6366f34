import numpy as np

from lesson_code import convolve_naive, load_mnist

x = np.array([1.0, 2.0, 4.0, 8.0, 16.0])
w = np.array([0.0, 1.0, 10.0])
ours = convolve_naive(x.reshape(1, 1, 1, 5), w.reshape(1, 1, 1, 3), np.zeros(1))
print("ours                ", ours.ravel())
print("np.correlate        ", np.correlate(x, w, "valid"))
print("np.convolve         ", np.convolve(x, w, "valid"))
print("np.convolve, flipped", np.convolve(x, w[::-1], "valid"))


def same(a, b):
    return np.array_equal(a, b)


print("convolve:  x with w is w with x:", same(np.convolve(x, w), np.convolve(w, x)))
a, b = np.correlate(x, w, "full"), np.correlate(w, x, "full")
print("correlate: x with w is w with x:", same(a, b), " reversed:", same(a, b[::-1]))

_, (x_test, _) = load_mnist()
image = (255 * x_test[:1].astype(np.float64)).round()
blur = np.array([[1.0, 2.0, 1.0], [2.0, 4.0, 2.0], [1.0, 2.0, 1.0]])
sobel = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
for name, W in (("blur ", blur), ("Sobel", sobel)):
    y = convolve_naive(image, W.reshape(1, 1, 3, 3), np.zeros(1))
    turned = convolve_naive(image, W[::-1, ::-1].reshape(1, 1, 3, 3), np.zeros(1))
    print(f"{name} turned: same {same(turned, y)}, sign changed {same(turned, -y)}")
