import numpy as np


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            p = p - self.lr * g  # <- your turn


def train_step(network, loss, optimizer, x, t):
    value = loss.forward(network.forward(x), t)
    optimizer.update(network.parameters())  # <- your turn
    return value


class Line:
    """To try it with: one layer, y = x W."""

    def __init__(self, W):
        self.W, self.dW = W, np.zeros_like(W)

    def forward(self, x):
        self.x = x
        return x @ self.W

    def backward(self, dout):
        self.dW = self.x.T @ dout

    def parameters(self):
        return [(self.W, self.dW)]


class Squares:
    """To try it with: a loss, and how it changes."""

    def forward(self, y, t):
        self.d = y - t
        return (self.d**2).sum() / (2 * len(t))

    def backward(self):
        return self.d / len(self.d)


x, W = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([[1.0], [1.0]])
t = x @ W
line = Line(np.zeros((2, 1)))
for step in range(4):
    print(f"step {step}: loss {train_step(line, Squares(), SGD(0.5), x, t):.3f}")
