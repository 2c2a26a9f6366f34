import numpy as np


class BatchNorm:
    """Batch norm for (N, D) or (N, C, H, W): gamma x_hat + beta."""

    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        return np.zeros_like(x)  # <- your turn

    def backward(self, dout):
        self.dgamma = np.zeros_like(self.gamma)  # <- your turn
        self.dbeta = np.zeros_like(self.beta)  # <- your turn
        return dout  # <- your turn


layer = BatchNorm(np.array([4.0]), np.array([1.0]), eps=0.0)
layer.training = True
print("y ", layer.forward(np.array([[1.0], [3], [4], [5], [7]])).ravel())
print("dx", layer.backward(np.array([[2.0], [2], [3], [-2], [0]])).ravel())
print("dgamma", layer.dgamma, "dbeta", layer.dbeta)
