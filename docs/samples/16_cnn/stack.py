import numpy as np

from lesson_code import Convolution

print("one number of each layer sees:")
sees, step = 1, 1
for name, F, S in (("5x5", 5, 1), ("max 2x2", 2, 2), ("3x3", 3, 1), ("max 2x2", 2, 2)):
    sees, step = sees + (F - 1) * step, step * S
    print(f"  {name:7} {sees:2} x {sees:2} pixels of the image")

C = 16
print(f"\n{C} channels to {C} channels, without biases:")
print(f"  one 5x5: sees 5 x 5, {25 * C * C} weights")
print(f"  two 3x3: see  5 x 5, {2 * 9 * C * C} weights, and a ReLU between them")

rng = np.random.default_rng(0)
K, L, x = (rng.standard_normal((1, 1, side, side)) for side in (3, 3, 12))
both = np.zeros((1, 1, 5, 5))
for fy, fx in np.ndindex(3, 3):
    both[:, :, fy : fy + 3, fx : fx + 3] += L[0, 0, fy, fx] * K


def convolve(W, x):
    return Convolution(W, np.zeros(1)).forward(x)


two, one = convolve(L, convolve(K, x)), convolve(both, x)
print("\ntwo 3x3 without ReLU are one 5x5:", np.allclose(two, one))
bent = convolve(L, np.maximum(convolve(K, x), 0))
print("with ReLU between them:          ", np.allclose(bent, one))
