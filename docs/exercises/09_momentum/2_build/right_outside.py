"""As PyTorch has it, the rate outside of the velocity: the same at one rate."""


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.u = lr, momentum, None

    def update(self, parameters):
        if self.u is None:
            self.u = [0.0 for _ in parameters]
        for i, (p, g) in enumerate(parameters):
            self.u[i] = self.momentum * self.u[i] + g
            p -= self.lr * self.u[i]
