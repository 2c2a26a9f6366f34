import numpy as np


class Dropout:
    def __init__(self, rate, seed=0):
        self.rate = rate
        self.rng = np.random.default_rng(seed)

    def forward(self, x, train=False):
        if not train:
            return x
        self.kept = self.rng.random(x.shape) >= self.rate
        return x * self.kept / (1 - self.rate)

    def backward(self, dout):
        return dout * self.kept


if __name__ == "__main__":
    layer = Dropout(0.5)
    x = np.ones((1, 8), np.float32)
    print("forward ", layer.forward(x, train=True))
    print("backward", layer.backward(np.ones_like(x)))
