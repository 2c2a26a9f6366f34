import numpy as np

from lesson_code import Convolution, MaxPooling, load_mnist

_, (x_test, _) = load_mnist()
x = (255 * x_test[:1000].astype(np.float64)).round()
moved = np.pad(x, ((0, 0), (0, 0), (0, 0), (1, 0)))[..., :28]  # one pixel to the right

sobel = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
conv = Convolution(np.stack([sobel, sobel.T])[:, np.newaxis], np.zeros(2), pad=1)


def features(x):
    return np.maximum(conv.forward(x), 0)


print("parameters of MaxPooling:", MaxPooling(2).params)
print("moved by one pixel:  change  still the same")
for size in (1, 2, 4):
    pooling = MaxPooling(size)
    before, after = (pooling.forward(features(images)) for images in (x, moved))
    change = np.linalg.norm(after - before) / np.linalg.norm(before)
    same = (after == before)[before > 0].mean()
    print(f"  max {size} x {size}          {change:.2f}     {same:.0%}")
