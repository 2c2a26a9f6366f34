"""Remembers where the parameters were: the velocity is the last step."""


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.last = lr, momentum, None

    def update(self, parameters):
        last = self.last or [p.copy() for p, g in parameters]
        self.last = [p.copy() for p, g in parameters]
        for old, (p, g) in zip(last, parameters, strict=True):
            p += self.momentum * (p - old) - self.lr * g
