import numpy as np

x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
print(x.shape, x[1, 0], x[1], x[:, 2])
print(x * 10)
print(x > 2.5)

row = x[0]
row[0] = 99
print(x)
