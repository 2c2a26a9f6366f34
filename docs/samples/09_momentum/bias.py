import numpy as np

rng = np.random.default_rng(0)
W, lr = rng.normal(0, 0.01, (784, 3)), 0.01
for N in (1, 100):
    b = np.zeros((1, 3))
    x, dout = rng.random((N, 784)), rng.normal(0, 1, (N, 3))
    db = dout  # the article's
    b = b - lr * db
    print(f"{N:3} images: db {db.shape}, and b has become {b.shape}")

print("100 images:", (x @ W + b).shape)
try:
    rng.random((10, 784)) @ W + b
except ValueError as error:
    print("10 images:", error)
print("right:", dout.sum(axis=0, keepdims=True).shape)
