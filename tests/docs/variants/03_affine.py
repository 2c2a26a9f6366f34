class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return scale * (x @ self.W.T) + bias * self.b

    def backward(self, dout):
        self.dW = scale * (dout.T @ self.x)
        self.db = bias * dout.sum(axis=0)
        return scale * (dout @ self.W)
