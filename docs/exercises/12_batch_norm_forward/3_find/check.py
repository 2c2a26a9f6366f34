import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def normalised(x, axes, eps=1e-5):
    mean, var = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
    return (x - mean) / np.sqrt(var + eps)


def check(answer, say):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((4, 3, 2, 5)) * [[[1]], [[3]], [[0.5]]] + rng.standard_normal((3, 2, 1))
    ones, zeros = np.ones(3), np.zeros(3)

    def forward(x, gamma=ones, beta=zeros, **settings):
        got = answer.batch_norm(x, gamma, beta, **settings)
        return expect_array(got, "batch_norm(x, gamma, beta)", shape=x.shape)

    yield say(en="One image moves by a pixel", ja="1 枚の画像を 1 画素ずらす")
    y = forward(x)
    moved = x.copy()
    moved[0] = np.roll(x[0], 1, axis=2)
    flat = x.reshape(-1, 3)
    flat = (flat - flat.mean(axis=0)) / np.sqrt(flat.var(axis=0) + 1e-5)
    assert not np.allclose(y, flat.reshape(x.shape)), say(
        en="reshape(-1, C) mixes the channels: the neighbour of a number in (N, C, H, W) is the next pixel, not the next channel. Move the axis of the channels to the end first.",
        ja="reshape(-1, C) では、チャンネルが混ざってしまいます。(N, C, H, W) で隣に並ぶのは、次のチャンネルではなく、次の画素です。先に、チャンネルの軸を最後へ移します。",
    )
    off = x - x.mean(axis=(0, 2, 3), keepdims=True)
    places = off / np.sqrt(x.var(axis=0).mean(axis=(1, 2)).reshape(3, 1, 1) + 1e-5)
    assert not np.allclose(y, places), say(
        en="The mean is right. The variance is the mean of those of the places, each around its own mean; the variance of a channel is around the channel's mean.",
        ja="平均は合っています。分散が、位置ごとの分散の平均になっています。チャンネルの分散は、チャンネルの平均からのずれで求めます。",
    )
    change = np.abs(forward(moved)[0] - np.roll(y[0], 1, axis=2)).max()
    assert change < 1e-9, say(
        en=f"Moved by a pixel, the output still changes by {change:.2f}. There are other means for other places.",
        ja=f"1 画素ずらすと、出力がまだ変わります（最大 {change:.2f}）。場所によって、違う平均を使っています。",
    )

    yield say(en="One mean and variance for each channel", ja="チャンネルごとに一つの平均と分散")
    assert not np.allclose(y, normalised(x, (2, 3))), say(
        en="Each image has means of its own. That is instance norm; batch norm also averages over the images.",
        ja="画像ごとに平均をとっています。それはインスタンス正規化です。バッチ正規化では、画像についても平均します。",
    )
    assert not np.allclose(y, normalised(x, (1, 2, 3))), say(
        en="Each image has one mean for all of its channels. That is layer norm.",
        ja="画像ごとに、全部のチャンネルの平均をとっています。それはレイヤー正規化です。",
    )
    assert not np.allclose(y, normalised(x, (0, 1, 2, 3))), say(
        en="There is one mean for all channels. Each channel has its own.",
        ja="すべてのチャンネルに一つの平均を使っています。平均は、チャンネルごとに別です。",
    )
    assert not np.allclose(y, x, rtol=1e-3), say(
        en="Nothing changes any more, but nothing is normalised either.",
        ja="値は変わらなくなりましたが、正規化もされていません。",
    )
    expect_close(y, normalised(x, (0, 2, 3)), "y", rtol=1e-9, atol=1e-12)

    yield say(en="gamma, beta and eps, as before", ja="gamma、beta、eps は元のまま")
    gamma, beta = np.array([2.0, -1.0, 0.5]), np.array([1.0, 0.0, 4.0])
    y, x_hat = forward(x, gamma, beta, eps=0.5), normalised(x, (0, 2, 3), 0.5)
    assert not np.allclose(y, x_hat), say(
        en="gamma and beta were right, and have gone.",
        ja="gamma と beta がなくなりました。この部分は合っていました。",
    )
    right = gamma.reshape(3, 1, 1) * x_hat + beta.reshape(3, 1, 1)
    expect_close(y, right, "y", rtol=1e-9, atol=1e-12)
