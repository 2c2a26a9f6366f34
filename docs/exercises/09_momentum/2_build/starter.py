import numpy as np


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum = lr, momentum

    def update(self, parameters):
        for p, g in parameters:
            p -= self.lr * g  # <- your turn


p, optimizer = np.array([10.0, 1.0]), Momentum(lr=4 / 121, momentum=81 / 121)
for _ in range(60):
    optimizer.update([(p, np.array([1.0, 100.0]) * p)])
print(f"after 60 steps down the valley: {p}")
