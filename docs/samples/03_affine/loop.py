import time

import numpy as np

from lesson_code import relative_error

rng = np.random.default_rng(0)
N, D, M = 50, 784, 10
x, W, b = (rng.standard_normal(shape) for shape in ((N, D), (D, M), (M,)))


def by_numbers(x, W, b, order):
    x, W, y = x.tolist(), W.tolist(), np.zeros((N, M))
    for n in range(N):
        for j in range(M):
            total = 0.0
            for i in order:
                total += x[n][i] * W[i][j]
            y[n, j] = total + b[j]
    return y


def by_samples(x, W, b):
    return np.stack([row @ W + b for row in x])


def at_once(x, W, b):
    return x @ W + b


def seconds(function, *arguments, times):
    best = np.inf
    for _ in range(times):
        start = time.perf_counter()
        function(*arguments)
        best = min(best, time.perf_counter() - start)
    return best


def agree(a, b):
    return relative_error(a, b) < 1e-13


loop, product = by_numbers(x, W, b, range(D)), at_once(x, W, b)
print("multiplications:", N * D * M)
print("the loop and the product agree:", agree(loop, product))
print("sample by sample and the product agree:", agree(by_samples(x, W, b), product))

backwards = by_numbers(x, W, b, range(D - 1, -1, -1))
print("the loop, last feature first, agrees:", agree(loop, backwards))
print("to the last bit:", (loop == backwards).sum(), "of", loop.size)
whole = [(9 * array).round() for array in (x, W, b)]
equal = np.array_equal(by_numbers(*whole, range(D)), at_once(*whole))
print("whole numbers, to the last bit:", equal)

slow = seconds(by_numbers, x, W, b, range(D), times=1)
fast = seconds(at_once, x, W, b, times=20)
print("the product 50 times as fast as the loop:", slow > 50 * fast)
