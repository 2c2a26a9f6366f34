"""The first velocity is minus the rate times the gradient."""


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, []

    def update(self, parameters):
        if self.v:
            self.v = [
                self.momentum * v - self.lr * g
                for v, (p, g) in zip(self.v, parameters, strict=True)
            ]
        else:
            self.v = [-self.lr * g for p, g in parameters]
        for v, (p, _) in zip(self.v, parameters, strict=True):
            p[...] = p + v
