import numpy as np


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            p -= self.lr * g


def train_step(network, loss, optimizer, x, t):
    value = loss.forward(network.forward(x), t)  # 1
    network.backward(loss.backward())  # 2
    optimizer.update(network.parameters())  # 3, 4
    return value


class Line:
    def __init__(self, W):
        self.W = W

    def forward(self, x):
        self.x = x
        return x @ self.W

    def backward(self, dout):
        self.dW = self.x.T @ dout

    def parameters(self):
        return [(self.W, self.dW)]


class Squares:
    def forward(self, y, t):
        self.d = y - t
        return (self.d**2).sum() / (2 * len(t))

    def backward(self):
        return self.d / len(self.d)


x = np.array([[1.0, 0.0], [0.0, 2.0]])
t = np.array([[1.0], [2.0]])
line, loss, optimizer = Line(np.zeros((2, 1))), Squares(), SGD(0.5)
for step in range(4):
    value = train_step(line, loss, optimizer, x, t)
    print(f"step {step}: loss {value:.4f}, then W = {line.W[:, 0]}")
