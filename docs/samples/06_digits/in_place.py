import numpy as np

W, dW = np.array([1.0, 2.0]), np.array([10.0, -10.0])

for p, g in [(W, dW)]:
    p = p - 0.1 * g
print("p = p - 0.1 * g:", W)

for p, g in [(W, dW)]:
    p -= 0.1 * g
print("p -= 0.1 * g:   ", W)
