import numpy as np

rng = np.random.default_rng(0)
W, b = rng.standard_normal((2, 4)), np.zeros((1, 4))

for N in (1, 3):
    x, t = rng.standard_normal((N, 2)), rng.standard_normal((N, 4))
    dout = (x @ W + b - t) / N
    db = dout
    right = np.array_equal(db, dout.sum(axis=0, keepdims=True))
    print(f"N = {N}: b {b.shape}  db {db.shape}  db is right: {right}")

try:
    b -= 0.1 * db
except ValueError as error:
    print("b -= 0.1 * db:", error)

b = b - 0.1 * db
print("b = b - 0.1 * db: b is", b.shape)
print("one sample alone: y is", (x[:1] @ W + b).shape)
try:
    rng.standard_normal((5, 2)) @ W + b
except ValueError as error:
    print("a batch of 5:", str(error).strip())
