import numpy as np

from lesson_code import MaxPooling

x = np.array([[2.0, 2.0, 1.0], [0.0, 3.0, 3.0], [3.0, 1.0, 0.0]])
dout = np.array([[1.0, 10.0], [100.0, 1000.0]])

dx = np.array([[0, 0, 0], [0, 0, 0], [0, 0, 0]])  # <- your turn

pooling = MaxPooling(2, stride=1)
pooling.forward(x[np.newaxis, np.newaxis])
expected = pooling.backward(dout[np.newaxis, np.newaxis])[0, 0]
print(f"sum of dout {dout.sum():g}, sum of dx {dx.sum():g}")
print("dx:", "right" if np.array_equal(dx, expected) else "wrong")
