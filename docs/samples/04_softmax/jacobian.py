import numpy as np

from lesson_code import softmax

a = np.array([3.0, 1.0, -1.0, 1.0])
p, t = softmax(a), np.array([0.0, 1, 0, 0])

J = np.diag(p) - np.outer(p, p)
dp = -t / p
print("J", J.shape)
print(J.round(3))
print("dL/dp  ", (dp + 0).round(3))
print("J dL/dp", (J @ dp).round(3))
print("p - t  ", (p - t).round(3))
