import numpy as np

from lesson_code import Sigmoid, sigmoid

print(sigmoid([-1000, 0, 1000]))
try:
    sigmoid(np.array([1j]))
except ValueError as error:
    print(error)

layer = Sigmoid()
y = layer.forward(np.array([[0.0]]))
y *= 100  # somebody writes into the output
print(layer.backward(np.array([[1.0]])))
