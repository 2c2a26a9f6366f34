import numpy as np

from lesson_code import Affine, check_gradients


class MeanOfBias(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads["b"] = dout.mean(axis=0)  # sum, not mean
        return dx


class NotTransposed(Affine):
    def backward(self, dout):
        super().backward(dout)
        return dout @ self.params["W"]  # W.T


class OnePercent(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads["W"] = 1.01 * self.grads["W"]
        return dx


rng = np.random.default_rng(0)
x = rng.standard_normal((4, 3))
W, b = rng.standard_normal((3, 3)), rng.standard_normal(3)
print("x", x.shape, " W", W.shape, " b", b.shape)

print("                  x        W        b")
for kind in (Affine, MeanOfBias, NotTransposed, OnePercent):
    errors = check_gradients(kind(W, b), x, np.random.default_rng(1))
    words = ["passes" if e < 1e-7 else f"{e:.4f}" for e in errors.values()]
    print(f"{kind.__name__:14}", *(f"{word:>8}" for word in words))
