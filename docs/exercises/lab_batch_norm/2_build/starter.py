import numpy as np


class BatchNorm:
    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = x.mean(axis=0), x.var(axis=0)
            m = self.momentum
            self.running_mean = m * self.running_mean + (1 - m) * mean
            self.running_var = m * self.running_var + (1 - m) * x.var(axis=0, ddof=1)
        self.s = np.sqrt(var + self.eps)
        self.x_hat = (x - mean) / self.s
        return self.gamma * self.x_hat + self.beta

    def backward(self, dout):
        self.dbeta = dout.sum(axis=0)
        self.dgamma = (dout * self.x_hat).sum(axis=0)
        N = len(dout)
        slope = dout - self.dbeta / N - self.x_hat * self.dgamma / N
        return self.gamma / self.s * slope


def check(Layer):
    x = np.random.default_rng(0).normal(size=(100, 3))
    layer = Layer(np.ones(3), np.zeros(3))
    layer.training = True
    y = layer.forward(x)
    assert np.allclose(y.mean(axis=0), 0), "training: the means are not 0"
    # <- your turn


check(BatchNorm)
print("BatchNorm passes.")
