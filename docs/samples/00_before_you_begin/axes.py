import numpy as np

x = np.array([[1, 2, 3], [10, 20, 30]])
print(x.sum())
print(x.sum(axis=0), x.sum(axis=0).shape)
print(x.sum(axis=1), x.sum(axis=1).shape)
print(x.sum(axis=1, keepdims=True))
print(x.argmax(axis=1))
