import numpy as np

from lesson_code import col2im, im2col

x = np.random.default_rng(0).integers(1, 10, size=(1, 1, 4, 4)).astype(float)


def there_and_back(x, filter_size, stride):
    col = im2col(x, filter_size, filter_size, stride)
    return col2im(col, x.shape, filter_size, filter_size, stride)


print("x =", x[0, 0], sep="\n")
print("there and back, F=2 S=1 =", there_and_back(x, 2, 1)[0, 0], sep="\n")
print("there and back / x =", (there_and_back(x, 2, 1) / x)[0, 0], sep="\n")
print("F=2 S=1 gives x back:", np.array_equal(there_and_back(x, 2, 1), x))
print("F=2 S=2 gives x back:", np.array_equal(there_and_back(x, 2, 2), x))
