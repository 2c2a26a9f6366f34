"""Takes the first gradient itself for the velocity's array.

en: A gradient was changed
ja: 勾配が書き換わっています
"""


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None

    def update(self, parameters):
        if self.v is None:
            self.v = [g for p, g in parameters]
            for v in self.v:
                v *= 0
        for v, (p, g) in zip(self.v, parameters, strict=True):
            v *= self.momentum
            v -= self.lr * g
            p += v
