import numpy as np

from lesson_code import Affine

W, b = np.zeros((784, 10)), np.zeros(10)
images = np.zeros((5, 1, 28, 28))
column = np.zeros((5, 1))  # meant as a bias, but one number a sample

for name, attempt in {
    "x @ W + b, images not flattened": lambda: images @ W + b,
    "Affine, images not flattened": lambda: Affine(W, b).forward(images),
    "x @ W + b, b is a column": lambda: images.reshape(5, 784) @ W + column,
    "Affine, b is a column": lambda: Affine(W, column),
}.items():
    try:
        print(f"{name}:\n  no error, {attempt().shape}")
    except ValueError as error:
        print(f"{name}:\n  {error}")
