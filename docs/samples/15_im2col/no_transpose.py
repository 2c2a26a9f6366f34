import numpy as np

from lesson_code import convolve_naive, extract_windows, im2col

np.set_printoptions(formatter={"float": "{:04.0f}".format})
n, c, row, column = np.indices((2, 2, 3, 4))
x = 1000.0 * n + 100 * c + 10 * row + column

right = im2col(x, 2, 2)
wrong = extract_windows(x, 2, 2).reshape(12, 8)
print("shapes:", right.shape, wrong.shape)
print("right[0]:", right[0], sep="\n")
print("wrong[0]:", wrong[0], sep="\n")
same_numbers = np.array_equal(np.sort(right, None), np.sort(wrong, None))
print("same numbers, sorted:", same_numbers)

W = np.random.default_rng(0).integers(-3, 4, size=(1, 2, 2, 2)).astype(float)
expected = convolve_naive(x, W, b=np.zeros(1)).reshape(-1)
for name, col in {"right": right, "wrong": wrong}.items():
    answers = col @ W.reshape(-1)
    print(name, "is the convolution:", np.array_equal(answers, expected))
