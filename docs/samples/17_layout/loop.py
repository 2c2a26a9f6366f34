import numpy as np

rng = np.random.default_rng(0)
W, col = rng.random((30, 25)), rng.random((25, 576))

y = np.zeros((30, 576))
trips = 0
for f in range(30):
    for k in range(25):
        for r in range(576):
            y[f, r] += W[f, k] * col[k, r]
            trips += 1

print("same numbers:", np.allclose(y, W @ col))
print(f"trips of Python's loop: {trips:,}; with W @ col: none")
