"""Compares pixel by pixel, and steps over what lies outside; a list of lists."""


def max_pooling_backward(x, dout, size, stride, pad=0):
    H, W = x.shape
    dx = [[0.0] * W for _ in range(H)]
    for oy in range(dout.shape[0]):
        for ox in range(dout.shape[1]):
            best, place = None, None
            for iy in range(oy * stride - pad, oy * stride - pad + size):
                for ix in range(ox * stride - pad, ox * stride - pad + size):
                    if 0 <= iy < H and 0 <= ix < W and (best is None or x[iy, ix] > best):
                        best, place = x[iy, ix], (iy, ix)
            dx[place[0]][place[1]] += dout[oy, ox]
    return dx
