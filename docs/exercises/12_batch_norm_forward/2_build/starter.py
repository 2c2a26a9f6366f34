import numpy as np


class BatchNorm:
    """Batch norm for (N, D) or (N, C, H, W); momentum weights the old value."""

    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        return x  # <- your turn


norm = BatchNorm(np.array([1.0]), np.array([0.0]))
norm.running_var = np.array([4.0])
norm.training = True
y = norm.forward(np.array([[1.0], [2.0], [6.0], [3.0], [8.0], [10.0]]))
print("y", y.T.round(2))
print("running mean", norm.running_mean, " running variance", norm.running_var)
