import numpy as np

from lesson_code import conv_output_size, extract_windows

np.set_printoptions(formatter={"float": "{:04.0f}".format})
n, c, row, column = np.indices((2, 2, 3, 4))
img = 1000.0 * n + 100 * c + 10 * row + column

N, C, H, W = img.shape
FH, FW, stride = 2, 2, 1
OH, OW = conv_output_size(H, FH, stride), conv_output_size(W, FW, stride)

windows = np.zeros((N, C, FH, FW, OH, OW))
for y in range(FH):
    y_max = y + stride * OH
    for x in range(FW):
        x_max = x + stride * OW
        windows[:, :, y, x, :, :] = img[:, :, y:y_max:stride, x:x_max:stride]

print("windows.shape =", windows.shape)
print("one weight, all windows:", windows[0, 1, 0, 1], sep="\n")
print("one window, all weights:", windows[0, 1, :, :, 1, 1], sep="\n")
view = extract_windows(img, FH, FW)
print("equals extract_windows:", np.array_equal(windows, view))
