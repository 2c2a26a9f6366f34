import numpy as np

from lesson_code.exercises.grading import expect_array, expect_changed

CHOICES = {"share": (0.25, 0.5, 0.75, 1), "order": ("h, w, c", "w, h, c", "h, c, w")}
CHANGE = {
    "ja": "`MaxPooling` は、窓の平均の {share} 倍と、窓の最大値の {rest} 倍との和を取り出します。勾配も、その割合で届けます。同点の決まりは同じです。`Flatten` は、画像の値を ({order}) の順に並べます。左ほど、ゆっくり変わります。",
    "en": "`MaxPooling` takes {share} times the mean of a window plus {rest} times its largest value, and gradients go back in these shares; ties are as before. `Flatten` puts the values of an image in the order ({order}); what stands to the left changes most slowly.",
}


def words(language, share, order):
    """What the text of the change needs besides."""
    return {"rest": 1 - share}


def check(answer, say, share, order):
    def right(x, size, stride, dout_of, part):
        N, C, H, W = x.shape
        OH, OW = (H - size) // stride + 1, (W - size) // stride + 1
        y, dx = np.zeros((N, C, OH, OW)), np.zeros_like(x)
        dout = dout_of(y.shape)
        for n, c, oy, ox in np.ndindex(y.shape):
            here = np.s_[n, c, oy * stride : oy * stride + size, ox * stride : ox * stride + size]
            window, d = x[here], dout[n, c, oy, ox]
            y[n, c, oy, ox] = part * window.mean() + (1 - part) * window.max()
            dx[here] += part * d / size**2
            first = np.unravel_index(window.argmax(), window.shape)
            dx[here][first] += (1 - part) * d
        return y, dx, dout

    def noise(shape):
        return 1 + np.cos(np.arange(np.prod(shape))).reshape(shape)

    rng = np.random.default_rng(16)
    for size, stride, side in ((2, 2, 6), (3, 1, 5), (3, 2, 7)):
        yield say(
            en=f"MaxPooling({size}, {stride}): forward and backward",
            ja=f"MaxPooling({size}, {stride})：順伝播と逆伝播",
        )
        x = rng.integers(0, 9, (2, 3, side, side + 2)).astype(float)  # with ties
        y, dx, dout = right(x, size, stride, noise, share)
        plain, steep, _ = right(x, size, stride, noise, 0.0)
        layer = answer.MaxPooling(size, stride)
        expect_changed(layer.forward(x), y, plain, "forward(x)", rtol=1e-9, atol=1e-12)
        expect_changed(layer.backward(dout), dx, steep, "backward(dout)", rtol=1e-9, atol=1e-12)

    yield say(en="Flatten, there and back", ja="Flatten、行きと帰り")
    x = rng.standard_normal((2, 3, 4, 5))
    axes = [0, *("nchw".index(name) for name in order.split(", "))]
    flat = answer.Flatten()
    wanted = x.transpose(axes).reshape(2, -1)
    expect_changed(flat.forward(x), wanted, x.reshape(2, -1), "Flatten().forward(x)")
    back = expect_array(flat.backward(wanted), "Flatten().backward(dout)", shape=x.shape)
    expect_changed(back, x, np.nan, "Flatten().backward(dout)")
