"""One velocity for every parameter.

en: by the velocity of the first
ja: 一つ目の速度でも
"""


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, 0.0

    def update(self, parameters):
        for p, g in parameters:
            self.v = self.momentum * self.v - self.lr * g
            p += self.v
