import numpy as np

from lesson_code import Convolution, MaxPooling, load_mnist, numerical_gradient


def spread(a):
    return a.repeat(2, axis=2).repeat(2, axis=3)


def backward_to_all(x, y, dout):
    return (x == spread(y)) * spread(dout)


pooling = MaxPooling(2)
dout = np.ones((1, 1, 1, 1))
x = np.array([[1.0, 3.0], [3.0, 2.0]]).reshape(1, 1, 2, 2)
y = pooling.forward(x)
print("to the first    ", pooling.backward(dout).ravel())
print("to all, x == max", backward_to_all(x, y, dout).ravel())
numerical = numerical_gradient(lambda x: pooling.forward(x).sum(), x)
print("numerical       ", numerical.ravel().round(3))

h = 1e-5
rise = (pooling.forward(x + h) - pooling.forward(x - h)).item() / (2 * h)
print(f"all four pixels raised together: {rise:.3f}")

_, (images, _) = load_mnist()
images = (255 * images[:200].astype(np.float64)).round()
W = np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]]).reshape(1, 1, 3, 3)
b = np.array([0.5])
conv = Convolution(W, b, pad=1)

x = conv.forward(images)
y = pooling.forward(x)
ties = (x == spread(y)).reshape(200, 1, 14, 2, 14, 2).sum(axis=(3, 5)) > 1
dout = np.ones_like(y)
print(f"\nwindows with a tie: {ties.mean():.1%}")

conv.backward(pooling.backward(dout))
first = conv.grads["b"][0]
conv.backward(backward_to_all(x, y, dout))
everyone = conv.grads["b"][0]


def total(b):
    return pooling.forward(Convolution(W, b, pad=1).forward(images)).sum()


numerical = numerical_gradient(total, b)[0]
print(f"db  numerical {numerical:.0f}  to the first {first:.0f}  to all {everyone:.0f}")
