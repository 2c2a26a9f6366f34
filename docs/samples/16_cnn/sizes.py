import numpy as np

from lesson_code import MaxPooling

x = np.zeros((1, 1, 7, 7))
x[0, 0, 6, :] = 1

try:
    MaxPooling(2).forward(x)
except ValueError as error:
    print(str(error).replace("; ", ";\n"))

rows = int(1 + (7 - 2) / 2)
print("\nrounded down:", rows, "windows reach rows 0 to", 2 * (rows - 1) + 1)

cropped = x[:, :, :6, :6]
print(f"cropped:\n{MaxPooling(2).forward(cropped)[0, 0]}")

edge = ((0, 0), (0, 0), (0, 1), (0, 1))
padded = np.pad(x, edge, constant_values=-np.inf)
print(f"padded:\n{MaxPooling(2).forward(padded)[0, 0]}")

overlapping = MaxPooling(3, stride=2)
print("3x3 windows, stride 2:", x.shape, "->", overlapping.forward(x).shape)
