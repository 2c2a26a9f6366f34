import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def spread(dout):
    return np.kron(dout, np.ones((1, 1, 2, 2)))


def check(answer, say):
    def backward(dout):
        N, C, OH, OW = dout.shape
        got = answer.average_pooling_backward(dout)
        assert np.shape(got) != dout.shape, say(
            en=f"dx has shape {dout.shape}, that of dout. Each number of dout goes back to a window of 2 x 2.",
            ja=f"dx の形状が、dout と同じ {dout.shape} です。dout の一つの数は、2×2 の窓に戻ります。",
        )
        return expect_array(got, "average_pooling_backward(dout)", shape=(N, C, 2 * OH, 2 * OW))

    yield say(en="One image, two windows", ja="画像 1 枚、窓が二つ")
    dout = np.array([[8.0, 40.0]]).reshape(1, 1, 1, 2)
    dx = backward(dout)
    assert dx.any(), say(en="dx is 0 everywhere.", ja="dx がどこも 0 です。")
    assert not np.allclose(dx, spread(dout)), say(
        en=f"Every pixel receives the whole gradient, and dx adds up to {dx.sum():g}, dout to {dout.sum():g}. Raise one pixel by 1, "
        "and the mean of four rises by a quarter.",
        ja=f"どの画素にも勾配が丸ごと届き、dout の合計は {dout.sum():g} なのに dx の合計は {dx.sum():g} です。画素を一つ 1 だけ増やすと、"
        "四つの平均は 1/4 だけ増えます。",
    )
    assert not np.allclose(dx, spread(dout) / 2), say(
        en="You divided by 2, the side of a window. A window has four pixels.",
        ja="窓の一辺の 2 で割っています。窓の画素は四つです。",
    )
    assert not np.allclose(dx, spread(dout) * 4), say(
        en="You multiplied by 4. A pixel makes up a quarter of its mean.",
        ja="4 倍しています。一つの画素は、平均の 1/4 しか動かしません。",
    )
    assert np.count_nonzero(dx) != 2, say(
        en="Only one pixel of each window receives a gradient. That is max-pooling; a mean is moved by all four.",
        ja="窓ごとに一つの画素にしか勾配が届いていません。それは最大値プーリングです。平均は、四つの画素すべてで動きます。",
    )
    tiled = np.tile(dout, (1, 1, 2, 2)) / 4
    assert not np.allclose(dx, tiled), say(
        en="The gradients alternate, as np.tile lays them: 2 10 2 10. The two columns of a window stand side by side, 2 2 10 10.",
        ja="勾配が、np.tile のように 2 10 2 10 と交互に並んでいます。同じ窓の二つの列は隣り合うので、2 2 10 10 です。",
    )
    expect_close(dx, spread(dout) / 4, "average_pooling_backward(dout)")

    yield say(en="Several images, channels and windows", ja="画像、チャンネル、窓が二つ以上")
    rng = np.random.default_rng(16)
    for shape in ((2, 3, 2, 3), (1, 2, 4, 4), (3, 1, 5, 1)):
        dout = rng.standard_normal(shape)
        dx = backward(dout)
        expect_close(dx, spread(dout) / 4, f"average_pooling_backward(dout), {shape}")
