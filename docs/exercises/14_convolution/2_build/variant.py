import numpy as np

from lesson_code.exercises.grading import expect_changed

CHOICES = {"apart": (2, 3), "flipped": (True, False)}
CHANGE = {
    "ja": "フィルタの隣り合う重みが、画像では {apart} 画素おきの画素に当たります。フィルタが覆う長さは `{apart} * (FH - 1) + 1` になり、出力の大きさもそれに合わせて変わります。{then}。",
    "en": "Neighbouring weights of a filter meet pixels that are {apart} apart. A filter then covers `{apart} * (FH - 1) + 1` pixels, and the size of the output follows. {then}.",
}
THEN = {
    True: {
        "ja": "さらに、フィルタを上下左右に裏返して当てます。`self.dW` は、裏返す前の `W` の勾配です",
        "en": "Besides, filters are flipped in both directions before they are laid on; `self.dW` is the gradient of `W` as it was given",
    },
    False: {"ja": "フィルタは裏返しません", "en": "Filters are not flipped"},
}


def words(language, apart, flipped):
    """What the text of the change needs besides."""
    return {"then": THEN[flipped][language]}


def check(answer, say, apart, flipped):
    def right(x, W, b, dout_of, stride, pad, step, turned):
        """Output, dx, dW and db, pixel by pixel."""
        padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        FH, FW = W.shape[2:]
        OH = (padded.shape[2] - step * (FH - 1) - 1) // stride + 1
        OW = (padded.shape[3] - step * (FW - 1) - 1) // stride + 1
        y = np.zeros((len(x), len(W), OH, OW)) + b.reshape(-1, 1, 1)
        dpadded, dW = np.zeros_like(padded), np.zeros_like(W)
        dout = dout_of(y.shape)
        for oy, ox, fy, fx in np.ndindex(OH, OW, FH, FW):
            here = np.s_[:, :, oy * stride + fy * step, ox * stride + fx * step]
            w = (FH - 1 - fy, FW - 1 - fx) if turned else (fy, fx)
            y[:, :, oy, ox] += padded[here] @ W[:, :, w[0], w[1]].T
            dW[:, :, w[0], w[1]] += dout[:, :, oy, ox].T @ padded[here]
            dpadded[here] += dout[:, :, oy, ox] @ W[:, :, w[0], w[1]]
        dx = dpadded[:, :, pad : pad + x.shape[2], pad : pad + x.shape[3]]
        return y, dx, dW, dout

    rng = np.random.default_rng(14)

    def noise(shape):
        return np.cos(np.arange(np.prod(shape))).reshape(shape)

    for stride, pad in ((1, 0), (2, 1), (1, 2)):
        yield say(en=f"stride {stride}, pad {pad}", ja=f"ストライド {stride}、パディング {pad}")
        side = apart * 2 + 1 + 4 - 2 * pad + 2  # leaves no remainder, with either stride
        x = rng.standard_normal((2, 3, side, side + 2))
        W, b = rng.standard_normal((4, 3, 3, 3)), rng.standard_normal(4)
        y, dx, dW, dout = right(x, W, b, noise, stride, pad, apart, flipped)
        plain = right(x, W, b, noise, stride, pad, 1, False)[0]
        layer = answer.Convolution(W, b, stride, pad)
        expect_changed(layer.forward(x), y, plain, "forward(x)", rtol=1e-7, atol=1e-9)
        expect_changed(layer.backward(dout), dx, np.nan, "backward(dout)", rtol=1e-7, atol=1e-9)
        expect_changed(layer.dW, dW, np.nan, "dW", rtol=1e-7, atol=1e-9)
        expect_changed(layer.db, dout.sum(axis=(0, 2, 3)), np.nan, "db", rtol=1e-7, atol=1e-9)
