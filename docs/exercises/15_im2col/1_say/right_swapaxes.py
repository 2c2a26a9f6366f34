"""swapaxes in place of transpose."""

import numpy as np


def to_matrix(tables):
    return tables.swapaxes(1, 2).reshape(-1, tables.shape[1])


np.set_printoptions(formatter={"float": "{:04.0f}".format})
n, c, y, x = np.indices((2, 2, 3, 3))
images = 1000.0 * n + 100 * c + 10 * y + x
corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
pixels = [images[:, :, fy : fy + 2, fx : fx + 2] for fy, fx in corners]
tables = np.stack(pixels, axis=2).reshape(2, 8, 4)  # as PyTorch's unfold
print("tables[0]", tables[0], sep="\n")
print("matrix", to_matrix(tables), sep="\n")
