import numpy as np

a = np.array([3, 1, 4])
total = 0
for i in range(3):
    total += a[i]
print(total, a.sum())

b = np.array([2, 5, 1])
products = 0
for i in range(3):
    products += a[i] * b[i]
print(products, (a * b).sum())
