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


def compare(name, got, wanted):
    assert got.shape == wanted.shape, f"{name} has shape {got.shape}"
    assert np.allclose(got, wanted, rtol=1e-7, atol=1e-10), f"{name}: wrong numbers"


def check(Layer):
    rng = np.random.default_rng(0)
    gamma, beta = rng.uniform(1, 2, 3), rng.uniform(1, 2, 3)
    layer = Layer(gamma, beta, momentum=0.8)
    right = BatchNorm(gamma, beta, momentum=0.8)
    for N in (4, 4, 5):
        x = rng.normal(size=(N, 3)) * [1, 3, 0.001] + [2, -3, 0]
        dout = rng.normal(size=(N, 3))
        for training in (True, False):
            layer.training = right.training = training
            given = x.copy(), dout.copy(), gamma.copy(), beta.copy()
            compare("y", layer.forward(x), right.forward(x))
            if training:
                compare("dx", layer.backward(dout), right.backward(dout))
                compare("dgamma", layer.dgamma, right.dgamma)
                compare("dbeta", layer.dbeta, right.dbeta)
            for before, now in zip(given, (x, dout, gamma, beta), strict=True):
                assert np.array_equal(before, now), "changes what it is given"
            compare("running_mean", layer.running_mean, right.running_mean)
            compare("running_var", layer.running_var, right.running_var)


check(BatchNorm)
print("BatchNorm passes.")
