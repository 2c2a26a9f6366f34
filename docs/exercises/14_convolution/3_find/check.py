import numpy as np

from lesson_code import Convolution
from lesson_code.exercises.grading import expect_array, expect_close


def right(dout, W, pad):
    """What backward of our layer gives."""
    N, _, OH, OW = dout.shape
    _, C, FH, FW = W.shape
    layer = Convolution(W, np.zeros(len(W)), pad=pad)
    layer.forward(np.zeros((N, C, OH - 2 * pad + FH - 1, OW - 2 * pad + FW - 1)))
    return layer.backward(dout)


def check(answer, say):
    rng = np.random.default_rng(0)

    def gradient(dout, W, pad, name):
        dx = answer.input_gradient(dout, W, pad)
        return expect_array(dx, name, shape=right(dout, W, pad).shape)

    def unturned(W):
        return W[:, :, ::-1, ::-1]

    yield say(en="A blur: as before", ja="ぼかし：元のまま")
    blur = np.array([[1.0, 2, 1], [2, 4, 2], [1, 2, 1]]).reshape(1, 1, 3, 3)
    dout = rng.standard_normal((1, 1, 5, 5))
    dx, good = gradient(dout, blur, 1, "dx"), right(dout, blur, 1)
    assert not np.allclose(dx, -good), say(
        en="Now the blur has the wrong sign. With a Sobel filter -W looks like W flipped; with other filters it does not.",
        ja="今度は、ぼかしの符号が逆になりました。Sobelフィルタでは -W が裏返しと同じになりますが、ほかのフィルタでは違います。",
    )
    expect_close(dx, good, "dx", rtol=1e-9, atol=1e-12)

    yield say(en="A filter of nine different weights", ja="九つとも違う重みのフィルタ")
    W = np.arange(1.0, 10).reshape(1, 1, 3, 3)
    dx, good = gradient(dout, W, 1, "dx"), right(dout, W, 1)
    for axis, which in ((2, ("down", "上下")), (3, ("across", "左右"))):
        assert not np.allclose(dx, right(dout, np.flip(W, 5 - axis), 1)), say(
            en=f"The filter is flipped {which[0]} only. Going through the windows in both directions, the weights come up in "
            "the opposite order in both.",
            ja=f"フィルタを{which[1]}にしか裏返していません。窓は縦にも横にもずれるので、重みも両方の向きで逆順になります。",
        )
    assert not np.allclose(dx, right(dout, unturned(W), 1)), say(
        en="The filter is used as it stands. A blur does not change when it is turned by 180 degrees; this one does.",
        ja="フィルタをそのままの向きで使っています。ぼかしは 180 度回しても同じですが、このフィルタは変わります。",
    )
    mirrored = right(dout, unturned(W).transpose(0, 1, 3, 2), 1)
    assert not np.allclose(dx, mirrored) and not np.allclose(
        dx, right(dout, W.transpose(0, 1, 3, 2), 1)
    ), say(
        en="Rows and columns of the filter are exchanged. That is a reflection in the diagonal, and no turn by 180 degrees.",
        ja="フィルタの行と列を入れ替えています。それは対角線での折り返しで、180 度の回転ではありません。",
    )
    quarter = [right(dout, np.rot90(W, k, axes=(2, 3)), 1) for k in (1, 3)]
    assert not any(np.allclose(dx, q) for q in quarter), say(
        en="The filter is turned by 90 degrees. Half a turn is needed.",
        ja="フィルタを 90 度しか回していません。180 度回します。",
    )
    expect_close(dx, good, "dx", rtol=1e-9, atol=1e-12)

    yield say(en="Channels and filters, and other sizes", ja="チャンネルとフィルタ、ほかの大きさ")
    for (F, C, FH), pad in (((4, 3, 3), 0), ((3, 3, 3), 1), ((2, 5, 5), 2), ((3, 2, 1), 0)):
        W, dout = rng.standard_normal((F, C, FH, FH)), rng.standard_normal((2, F, 6, 4))
        dx, good = gradient(dout, W, pad, "dx"), right(dout, W, pad)
        assert not np.allclose(dx, right(dout, W[:, ::-1], pad)) or C == 1, say(
            en="The channels of dx are in the opposite order. Flip axes 2 and 3 of W, and not the channels.",
            ja="dx のチャンネルが逆順です。裏返すのは W の軸 2 と 3 だけで、チャンネルは裏返しません。",
        )
        assert not np.allclose(dx, right(dout, W[::-1], pad)) or F == 1, say(
            en="Filters are in the opposite order: each gets the gradient of another one. Flip axes 2 and 3 of W only.",
            ja="フィルタが逆順で、別のフィルタの勾配が掛かっています。裏返すのは W の軸 2 と 3 だけです。",
        )
        assert not np.allclose(dx, right(dout, W[::-1, ::-1], pad)), say(
            en="All four axes are flipped, filters and channels too. Flip axes 2 and 3 of W only.",
            ja="四つの軸を全部裏返したので、フィルタもチャンネルも逆順です。裏返すのは W の軸 2 と 3 だけです。",
        )
        if F == C:
            assert not np.allclose(dx, right(dout, W.transpose(1, 0, 2, 3), pad)), say(
                en="Filters and channels are not exchanged any more. The way back leads from F channels to C: keep "
                "transpose(1, 0, 2, 3).",
                ja="フィルタとチャンネルの入れ替えがなくなっています。帰り道は F チャンネルから C チャンネルへ進むので、"
                "transpose(1, 0, 2, 3) は残します。",
            )
        name = f"dx (F, C, FH = {F}, {C}, {FH}, pad = {pad})"
        expect_close(dx, good, name, rtol=1e-9, atol=1e-12)
