import numpy as np

from lesson_code import Affine, Sequential, numerical_gradient

W = np.array([[2.0]])
first, second = Affine(W, np.array([1.0])), Affine(W, np.array([0.0]))
net = Sequential([first, second])
x = np.array([[3.0]])

print("y =", net.forward(x).item())
net.backward(np.ones((1, 1)))
paths = net.grads["0.W"].item(), net.grads["1.W"].item()
print(f"paths {paths[0]:g} and {paths[1]:g}, sum {sum(paths):g}")
measured = numerical_gradient(lambda _: net.forward(x).item(), W)
print(f"measured {measured.item():.4f}")

try:
    Sequential([first, first])
except ValueError as error:
    print(error.args[0].split(",")[0])
