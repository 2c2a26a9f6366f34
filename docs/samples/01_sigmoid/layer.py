import numpy as np

from lesson_code import Sigmoid, check_gradients

x = np.array([[-2.0, 0.0, 2.0], [-4.0, 0.0, 4.0]])
dout = np.array([[1.0, 1.0, 1.0], [1.0, -3.0, 1.0]])

layer = Sigmoid()
y = layer.forward(x)
dx = layer.backward(dout)

print("x", x.shape, " y", y.shape)
print("dout", dout.shape, " dx", dx.shape)
print("y =", y.round(4), sep="\n")
print("dx =", dx.round(4), sep="\n")

errors = check_gradients(layer, x, np.random.default_rng(0))
print("backward agrees:", errors["x"] < 1e-7)
