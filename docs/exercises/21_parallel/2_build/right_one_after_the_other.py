"""A mean that moves, part by part."""


def combine(gradients, sizes):
    mean, seen = gradients[0].copy(), sizes[0]
    for k in range(1, len(sizes)):
        seen += sizes[k]
        mean += (gradients[k] - mean) * sizes[k] / seen
    return mean


def in_parts(gradients, params, x, t, sizes):
    results = []
    for k, n in enumerate(sizes):
        start = sum(sizes[:k])
        part = slice(start, start + n)
        results.append(gradients(params, x[part], t[part]))
    loss = combine([loss for loss, _ in results], sizes)
    total = []
    for i in range(len(params)):
        total.append(combine([grads[i] for _, grads in results], sizes))
    return loss, total
