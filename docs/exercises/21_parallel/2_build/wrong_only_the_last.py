"""Returns the gradients of the last part.

en: the gradients of the last part
ja: 最後の部分の勾配
"""


def combine(values, sizes):
    return sum(n * value for n, value in zip(sizes, values, strict=True)) / sum(sizes)


def in_parts(gradients, params, x, t, sizes):
    losses, start = [], 0
    for n in sizes:
        loss, grads = gradients(params, x[start : start + n], t[start : start + n])
        losses.append(loss)
        start += n
    return combine(losses, sizes), grads
