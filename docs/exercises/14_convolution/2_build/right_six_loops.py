"""Every index a loop, and a list of three."""

import numpy as np


def convolution_backward(x, W, dout, stride=1, pad=0):
    N, C, H, width = x.shape
    F, _, FH, FW = W.shape
    _, _, OH, OW = dout.shape
    dx, dW, db = np.zeros(x.shape), np.zeros(W.shape), np.zeros(F)
    for n in range(N):
        for f in range(F):
            for oy in range(OH):
                for ox in range(OW):
                    g = dout[n, f, oy, ox]
                    db[f] += g
                    for c in range(C):
                        for fy in range(FH):
                            for fx in range(FW):
                                iy, ix = oy * stride + fy - pad, ox * stride + fx - pad
                                if 0 <= iy < H and 0 <= ix < width:
                                    dW[f, c, fy, fx] += g * x[n, c, iy, ix]
                                    dx[n, c, iy, ix] += g * W[f, c, fy, fx]
    return [dx, dW, db]
