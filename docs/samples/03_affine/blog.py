import numpy as np

from lesson_code import Layer, check_gradients


class BlogAffine(Layer):
    def __init__(self, W, b):
        super().__init__(W=W, b=b)

    def forward(self, x, train=False):
        self.x = x
        return x @ self.params["W"] + self.params["b"]

    def backward(self, dout):
        self.grads["W"] = self.x.T @ dout
        self.grads["b"] = dout
        return dout @ self.params["W"].T


rng = np.random.default_rng(0)
layer = BlogAffine(rng.standard_normal((2, 4)), rng.standard_normal((1, 4)))
for N in (1, 3):
    x, dout = rng.standard_normal((N, 2)), rng.standard_normal((N, 4))
    y = layer.forward(x)
    layer.backward(dout)
    print(f"N = {N}: y {y.shape}  b {layer.params['b'].shape}", end="  ")
    print(f"db {layer.grads['b'].shape}")
    total, mean = (f(dout, axis=0, keepdims=True) for f in (np.sum, np.mean))
    print("  dout is its sum:", np.array_equal(dout, total), end="")
    print("  its mean:", np.array_equal(dout, mean))
    try:
        errors = check_gradients(layer, x, rng)
        print("  check:", {name: error < 1e-7 for name, error in errors.items()})
    except ValueError as error:
        print("  check: ValueError:", error)
