import numpy as np

from lesson_code import Affine, ReLU, Sequential, SoftmaxCrossEntropy, he


def forward(layers, x):
    for layer in layers:
        x = layer.forward(x)
    return x


def backward(layers, dout):
    grads = {}
    for i in reversed(range(len(layers))):
        dout = layers[i].backward(dout)
        for name, gradient in layers[i].grads.items():
            grads[f"{i}.{name}"] = gradient
    return dout, grads


rng = np.random.default_rng(0)
layers = [
    Affine(he((6, 5), rng), np.zeros(5, np.float32)),
    ReLU(),
    Affine(he((5, 3), rng), np.zeros(3, np.float32)),
]
x = rng.standard_normal((4, 6), np.float32)
t = np.array([0, 2, 1, 2])

loss = SoftmaxCrossEntropy()
y = forward(layers, x)
value = loss.forward(y, t)
dx, grads = backward(layers, loss.backward())
for name, gradient in grads.items():
    print(name, gradient.shape)
print("dx ", dx.shape)

net = Sequential(layers, loss)
same, theirs = net.gradients(x, t)
print("same loss:", value == same)
print("same gradients:", all(np.array_equal(grads[k], theirs[k]) for k in grads))
net.forward(x)
print("same dx:", np.array_equal(dx, net.backward(loss.backward())))
