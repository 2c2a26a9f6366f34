import numpy as np


class ReLU:
    def forward(self, x):
        self.y = np.maximum(x, 0)
        return self.y

    def backward(self, dout):
        return dout * (self.y > 0)


rng = np.random.default_rng(0)
x = rng.standard_normal((50, 4))
t = np.abs(x).sum(axis=1, keepdims=True)
W1, W2 = rng.standard_normal((4, 20)) / 2, rng.standard_normal((20, 1)) / 5
relu = ReLU()
for step in range(201):
    h = relu.forward(x @ W1)
    error = h @ W2 - t
    if step % 50 == 0:
        print(f"step {step:3}: loss {(error**2).mean() / 2:.3f}")
    dout = error / len(x)
    dW1, dW2 = x.T @ relu.backward(dout @ W2.T), h.T @ dout
    W1 -= 0.05 * dW1
    W2 -= 0.05 * dW2
