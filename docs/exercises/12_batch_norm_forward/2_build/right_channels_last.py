"""Turns the channels to the end, where broadcasting finds them."""


def to_ours(momentum):
    return 1 - momentum


def batch_norm(x, running_mean, running_var, momentum, train, eps=1e-5):
    x = x.transpose(0, 2, 3, 1)
    rows = x.reshape(-1, x.shape[-1])
    mean, var = running_mean, running_var
    if train:
        n = len(rows)
        mean = rows.sum(axis=0) / n
        var = ((rows - mean) ** 2).sum(axis=0) / n
        running_mean = running_mean + (1 - momentum) * (mean - running_mean)
        running_var = running_var + (1 - momentum) * (var * n / (n - 1) - running_var)
    y = (x - mean) * (var + eps) ** -0.5
    return y.transpose(0, 3, 1, 2), running_mean, running_var
