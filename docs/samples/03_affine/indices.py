import numpy as np

rng = np.random.default_rng(0)
N, D, M = 5, 4, 3
x, W, dout = (rng.standard_normal(shape) for shape in ((N, D), (D, M), (N, M)))

print("dx:", np.allclose(np.einsum("nj,ij->ni", dout, W), dout @ W.T))
print("dW:", np.allclose(np.einsum("ni,nj->ij", x, dout), x.T @ dout))
print("db:", np.allclose(np.einsum("nj->j", dout), dout.sum(axis=0)))

x_and_one = np.hstack([x, np.ones((N, 1))])
both = x_and_one.T @ dout
print("dW above db:", both.shape, end=" ")
print(np.allclose(both[:-1], x.T @ dout), np.allclose(both[-1], dout.sum(axis=0)))
