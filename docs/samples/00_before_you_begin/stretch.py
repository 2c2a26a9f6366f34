import numpy as np

x = np.array([[1, 2, 3], [10, 20, 30]])
print(x + np.array([100, 200, 300]))
print(x + np.array([[100], [200]]))
try:
    x + np.array([100, 200])
except ValueError as error:
    print(error)
