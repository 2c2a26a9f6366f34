import time

import numpy as np

from lesson_code import conv_output_size, convolve_naive, im2col

rng = np.random.default_rng(0)
x = rng.standard_normal((10, 1, 28, 28))
W, b = rng.standard_normal((30, 1, 5, 5)), rng.standard_normal(30)
(N, C, H, _), (F, _, FH, FW) = x.shape, W.shape
OH = OW = conv_output_size(H, FH)


def book_im2col(img, FH, FW):
    six = np.zeros((N, C, FH, FW, OH, OW))
    for y in range(FH):
        for x in range(FW):
            six[:, :, y, x] = img[:, :, y : y + OH, x : x + OW]
    return six.transpose(0, 4, 5, 1, 2, 3).reshape(N * OH * OW, -1)


def convolve(unfold):
    product = unfold(x, FH, FW) @ W.reshape(F, -1).T + b
    return product.reshape(N, OH, OW, F).transpose(0, 3, 1, 2)


def best_seconds(function, *arguments, times):
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        function(*arguments)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


loop = best_seconds(convolve_naive, x, W, b, times=1)
book = best_seconds(convolve, book_im2col, times=20)
view = best_seconds(convolve, im2col, times=20)
book_copy = best_seconds(book_im2col, x, FH, FW, times=20)
view_copy = best_seconds(im2col, x, FH, FW, times=20)

y = convolve_naive(x, W, b)
print("multiplications, each way:", y.size * C * FH * FW)
print("Python steps, loop:", y.size, " book:", FH * FW, " view:", 0)
print("book gives the same y:", np.allclose(convolve(book_im2col), y))
print("view gives the same y:", np.allclose(convolve(im2col), y))
print("book 10 times as fast as loop:", loop > 10 * book)
print("view 10 times as fast as loop:", loop > 10 * view)
print("view 5 times as fast as book:", book_copy > 5 * view_copy)
