import numpy as np

from lesson_code import convolve_naive

x = np.array([1.0, 2, 4, 8, 16])
w = np.array([0.0, 1, 10])
ours = convolve_naive(x.reshape(1, 1, 1, 5), w.reshape(1, 1, 1, 3), np.zeros(1))
print("ours                ", ours.ravel())
print("np.correlate        ", np.correlate(x, w, "valid"))
print("np.convolve         ", np.convolve(x, w, "valid"))
print("np.convolve, flipped", np.convolve(x, w[::-1], "valid"))
