import numpy as np

from lesson_code import Affine, Convolution

W, b = np.arange(1.0, 10.0).reshape(1, 1, 3, 3), np.zeros(1)
convolution = Convolution(W, b)
pixels = np.eye(36).reshape(36, 1, 6, 6)
A = convolution.forward(pixels).reshape(36, 16)

x = np.random.default_rng(0).standard_normal((5, 1, 6, 6))
y = convolution.forward(x).reshape(5, 16)
y_affine = Affine(A, np.zeros(16)).forward(x.reshape(5, 36))
print("A", A.shape, " the same answers:", np.allclose(y, y_affine))
weights = A[A != 0]
print(f"numbers in A: {A.size}, not 0: {weights.size}", end="")
print(f", different ones: {len(np.unique(weights))}")

# Drawing
import matplotlib.pyplot as plt

plt.figure(figsize=(6.2, 3.2))
plt.imshow(np.where(A == 0, np.nan, A).T, cmap="viridis")
for (pixel, output), weight in np.ndenumerate(A):
    if weight:
        ink = "white" if weight < 6 else "black"
        place = {"ha": "center", "va": "center", "size": 8, "color": ink}
        plt.text(pixel, output, f"{weight:.0f}", **place)
plt.xticks(np.arange(0, 36, 6) - 0.5, range(0, 36, 6))
plt.yticks(np.arange(0, 16, 4) - 0.5, range(0, 16, 4))
plt.grid()
plt.xlabel("pixel of $x$")
plt.ylabel("pixel of $y$")
plt.show()
