"""The whole layer as a matrix: its transpose leads back."""

import numpy as np


def convolution_backward(x, W, dout, stride=1, pad=0):
    C, H, width = x.shape[1:]
    F, _, FH, FW = W.shape
    N, _, OH, OW = dout.shape
    matrix = np.zeros((F, OH, OW, C, H + 2 * pad, width + 2 * pad))
    for oy in range(OH):
        for ox in range(OW):
            top, left = oy * stride, ox * stride
            matrix[:, oy, ox, :, top : top + FH, left : left + FW] = W
    back = dout.reshape(N, -1) @ matrix.reshape(F * OH * OW, -1)
    back = back.reshape(N, C, H + 2 * pad, width + 2 * pad)
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dW = sum(
        np.multiply.outer(
            dout[n, :, oy, ox], padded[n, :, oy * stride :, ox * stride :][:, :FH, :FW]
        )
        for n, oy, ox in np.ndindex(N, OH, OW)
    )
    db = [dout[:, f].sum() for f in range(F)]
    return back[:, :, pad : pad + H, pad : pad + width], dW, db
