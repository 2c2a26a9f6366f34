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
        axes = (0,) if x.ndim == 2 else (0, 2, 3)
        shape = (1, -1) if x.ndim == 2 else (1, -1, 1, 1)
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = x.mean(axis=axes), x.var(axis=axes)
            self.remember(mean, x.var(axis=axes, ddof=1))
        x_hat = x - mean.reshape(shape)
        x_hat = x_hat / np.sqrt(var.reshape(shape) + self.eps)
        return self.gamma.reshape(shape) * x_hat + self.beta.reshape(shape)

    def remember(self, mean, var):
        m = self.momentum
        self.running_mean = m * self.running_mean + (1 - m) * mean
        self.running_var = m * self.running_var + (1 - m) * var


rng = np.random.default_rng(0)
norm = BatchNorm(np.ones(2), np.zeros(2))
norm.training = True
for step in range(1, 101):
    x = [10, -3] + [2, 0.5] * rng.standard_normal((32, 2))
    y = norm.forward(x)
    if step in (1, 10, 100):
        print("step", step, " running mean", norm.running_mean.round(2))
print("training:  mean", y.mean(axis=0).round(3) + 0, end="")
print("  variance", y.var(axis=0).round(3))
norm.training = False
print("inference, one row alone:", norm.forward(x[:1]).round(3))
print("the same row among 32:   ", norm.forward(x)[:1].round(3))

maps = BatchNorm(np.ones(3), np.zeros(3))
maps.training = True
y = maps.forward(rng.standard_normal((8, 3, 5, 5)) + 4)
print("feature maps:", y.shape, " running mean", maps.running_mean.shape)

scale = norm.gamma / np.sqrt(norm.running_var + norm.eps)
shift = norm.beta - scale * norm.running_mean
print("folded:", np.allclose(scale * x + shift, norm.forward(x)))
