import numpy as np

rng = np.random.default_rng(0)
W, b = rng.standard_normal((2, 4)), np.zeros((1, 4))
x, t = rng.standard_normal((3, 2)), rng.standard_normal((3, 4))
db = (x @ W + b - t) / len(x)

try:
    b -= 0.1 * db
except ValueError as error:
    print("b -= 0.1 * db:", error)

b = b - 0.1 * db
print("b = b - 0.1 * db: b is", b.shape)
print("the same batch of 3: y is", (x @ W + b).shape)
print("one sample alone: y is", (x[:1] @ W + b).shape)
try:
    rng.standard_normal((5, 2)) @ W + b
except ValueError as error:
    print("a batch of 5:", str(error).strip())
