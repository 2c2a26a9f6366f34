import numpy as np

from lesson_code import MaxPooling

image = np.zeros((1, 1, 28, 28))
for pad in (0, 1, 2):
    try:
        MaxPooling(3, stride=2, pad=pad).forward(image)
    except ValueError:
        print("refused with pad", pad)

edge = ((0, 0), (0, 0), (0, 1), (0, 1))
padded = np.pad(image, edge, constant_values=-np.inf)
y = MaxPooling(3, stride=2).forward(padded)
print("one edge padded:", padded.shape, "->", y.shape)
