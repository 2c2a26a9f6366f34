import numpy as np

rng = np.random.default_rng(0)
x, t = rng.standard_normal((3, 2)), rng.standard_normal((3, 4))
W, b = rng.standard_normal((2, 4)), rng.standard_normal(4)


def gradients(x, t):
    dout = (x @ W + b - t) / len(x)
    return x.T @ dout, dout.sum(axis=0)


dW, db = gradients(x, t)
alone = [gradients(x[n : n + 1], t[n : n + 1]) for n in range(3)]
dW_alone = np.array([dW for dW, _ in alone])
db_alone = np.array([db for _, db in alone])

print(f"batch of 3:  dW {dW.shape}  db {db.shape}")
print(f"three of 1:  dW {dW_alone.shape}  db {db_alone.shape}")
print("dW is their sum: ", np.allclose(dW, dW_alone.sum(axis=0)))
print("dW is their mean:", np.allclose(dW, dW_alone.mean(axis=0)))
print("db is their sum: ", np.allclose(db, db_alone.sum(axis=0)))
print("db is their mean:", np.allclose(db, db_alone.mean(axis=0)))

errors = x @ W + b - t
found = np.allclose(x.T @ errors, dW_alone.sum(axis=0))
print("without 1/N, x.T @ errors is the sum:", found)
