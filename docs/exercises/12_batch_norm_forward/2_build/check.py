import numpy as np

from lesson_code import BatchNormalization
from lesson_code.exercises.grading import expect_array, expect_close


def normalised(x, mean, var, eps):
    shape = (1, -1) + (1,) * (x.ndim - 2)
    return (x - np.reshape(mean, shape)) / np.sqrt(np.reshape(var, shape) + eps)


def check(answer, say):
    def layer(mean, var, gamma=None, beta=None, training=True, **settings):
        D = len(mean)
        gamma = np.ones(D) if gamma is None else gamma
        beta = np.zeros(D) if beta is None else beta
        norm = answer.BatchNorm(gamma, beta, **settings)
        norm.running_mean, norm.running_var = np.array(mean), np.array(var)
        norm.training = training
        return norm

    def forward(norm, x):
        return expect_array(norm.forward(x), f"forward(x) with x of shape {x.shape}", shape=x.shape)

    yield say(en="Training, (N, D): x_hat", ja="学習、(N, D)：x_hat")
    x = np.array([[1.0, 0.5], [2.0, 0.1], [6.0, 0.9], [3.0, 0.7], [8.0, 0.2], [10.0, 0.6]])
    mean, var, n, eps = x.mean(axis=0), x.var(axis=0), len(x), 0.5
    old_mean, old_var = np.array([1.0, 2.0]), np.array([4.0, 0.25])
    unbiased, m = var * n / (n - 1), 0.9
    y = forward(layer(old_mean, old_var, eps=eps), x)
    assert not np.allclose(y, x), say(
        en="y is x: nothing has been normalised yet.",
        ja="y が x のままです。まだ何も正規化していません。",
    )
    assert not np.allclose(y, 1), say(
        en="With gamma 1 and beta 0, y is 1 everywhere: gamma and beta have changed places.",
        ja="gamma が 1、beta が 0 なのに、y がどこでも 1 です。gamma と beta が入れ替わっています。",
    )
    rows = (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, keepdims=True) + eps)
    assert not np.allclose(y, rows), say(
        en="Each image is normalised by itself, over its features. That is layer norm; batch norm takes the mean of each feature over the images.",
        ja="画像ごとに、特徴の平均をとっています。それはレイヤー正規化です。バッチ正規化では、特徴ごとに、画像について平均します。",
    )
    assert not np.allclose(y, (x - x.mean()) / np.sqrt(x.var() + eps)), say(
        en="There is one mean for all features. Each feature has a mean and a variance of its own.",
        ja="すべての特徴に一つの平均を使っています。平均と分散は、特徴ごとに別です。",
    )
    assert not np.allclose(y, normalised(x, old_mean, old_var, eps)), say(
        en="y is normalised by the running mean and variance while training. They are for inference; what does the batch itself say?",
        ja="学習中なのに、移動平均で正規化しています。これは推論のためのものです。学習中は、バッチ自身の統計量を使います。",
    )
    for spread in (var, unbiased):
        just = normalised(x, m * old_mean + (1 - m) * mean, m * old_var + (1 - m) * spread, eps)
        assert not np.allclose(y, just), say(
            en="y is normalised by the running statistics just updated. While training, the batch's own mean and variance are used.",
            ja="y を、更新したばかりの移動平均で正規化しています。学習中に使うのは、バッチ自身の平均と分散です。",
        )
    assert not np.allclose(y, normalised(x, mean, unbiased, eps)), say(
        en="y is normalised by the unbiased variance, over n - 1. That one goes into the running variance; y is divided by the root of the variance over n, so that its own variance is 1.",
        ja="y を、n - 1 で割った不偏分散で正規化しています。不偏分散は移動分散に混ぜるものです。y には n で割った分散を使い、y 自身の分散を 1 にします。",
    )
    assert not np.allclose(y, (x - mean) / (np.sqrt(var) + eps)), say(
        en=f"With eps = {eps}, y starts with {y[0, 0]:.4f}: eps stands outside of the root. It is added to the variance.",
        ja=f"eps = {eps} のとき、y の最初の値が {y[0, 0]:.4f} です。eps が根号の外にあります。eps は分散に足します。",
    )
    assert not np.allclose(y, (x - mean) / (var + eps)), say(
        en="The distance from the mean is divided by the variance itself. That has the unit of a square.",
        ja="平均との差を、分散そのもので割っています。分散の単位は、元の値の二乗です。",
    )
    assert not np.allclose(y, normalised(x, mean, var, 1e-5)), say(
        en=f"eps was {eps}, but y came out as if it were 1e-5. Use self.eps.",
        ja=f"eps は {eps} なのに、1e-5 のときの y になっています。self.eps を使ってください。",
    )
    assert not np.allclose(y, normalised(x, mean, var, 0)), say(
        en=f"eps was {eps}, but y came out as if eps were 0.",
        ja=f"eps は {eps} なのに、eps が 0 のときの y になっています。",
    )
    expect_close(y, normalised(x, mean, var, eps), "y", rtol=1e-9, atol=1e-12)

    yield say(en="gamma and beta", ja="gamma と beta")
    gamma, beta = np.array([2.0, -3.0]), np.array([0.5, 7.0])
    y = forward(layer(old_mean, old_var, gamma, beta, eps=eps), x)
    x_hat = normalised(x, mean, var, eps)
    assert not np.allclose(y, x_hat), say(
        en="gamma and beta are missing: y is still x_hat.",
        ja="y が x_hat のままです。gamma と beta を使ってください。",
    )
    assert not np.allclose(y, gamma * x_hat), say(
        en="beta is missing.", ja="beta を足していません。beta を足してください。"
    )
    assert not np.allclose(y, x_hat + beta), say(
        en="gamma is missing.", ja="gamma を掛けていません。gamma を掛けてください。"
    )
    assert not np.allclose(y, gamma * (x_hat + beta)), say(
        en="gamma multiplies beta, too. First the scale, then the shift.",
        ja="beta にも gamma が掛かっています。掛けてから、足します。",
    )
    expect_close(y, gamma * x_hat + beta, "y", rtol=1e-9, atol=1e-12)

    yield say(
        en="Training, (N, C, H, W): one mean a channel",
        ja="学習、(N, C, H, W)：チャンネルごとの平均",
    )
    rng = np.random.default_rng(0)
    maps = rng.standard_normal((3, 2, 2, 2)) * [[[3]], [[0.5]]] + [[[1]], [[5]]]
    axes, shape = (0, 2, 3), (2, 1, 1)
    y = forward(layer(old_mean, old_var, gamma, beta, eps=eps), maps)

    def finished(x_hat):
        return gamma.reshape(shape) * x_hat + beta.reshape(shape)

    def over(axes):
        mean, var = maps.mean(axis=axes, keepdims=True), maps.var(axis=axes, keepdims=True)
        return finished((maps - mean) / np.sqrt(var + eps))

    assert not np.allclose(y, over(0)), say(
        en="There is one mean for each place, taken over the images alone. A channel shares one mean over the images and all of its pixels.",
        ja="位置ごとに平均をとり、画像の軸でしか平均していません。一つのチャンネルは、画像とすべての画素で一つの平均を共有します。",
    )
    assert not np.allclose(y, over((2, 3))), say(
        en="There is one mean for each image and channel. That is instance norm; batch norm also averages over the images.",
        ja="画像ごとに平均をとっています。それはインスタンス正規化です。バッチ正規化では、画像についても平均します。",
    )
    rows = maps.reshape(-1, 2)
    rows = gamma * (rows - rows.mean(axis=0)) / np.sqrt(rows.var(axis=0) + eps) + beta
    assert not np.allclose(y, rows.reshape(maps.shape)), say(
        en="reshape(-1, C) mixes the channels: in (N, C, H, W) the neighbour of a number is the next pixel, not the next channel. Move the axis of the channels to the end first.",
        ja="reshape(-1, C) では、チャンネルが混ざってしまいます。(N, C, H, W) で隣に並ぶのは、次のチャンネルではなく、次の画素です。先に、チャンネルの軸を最後へ移します。",
    )
    expect_close(y, over(axes), "y", rtol=1e-9, atol=1e-12)

    yield say(en="Training: the running mean", ja="学習：移動平均")
    norm = layer(old_mean, old_var, momentum=m)
    norm.forward(x)
    got = expect_array(norm.running_mean, "running_mean", shape=(2,)).copy()
    assert not np.allclose(got, old_mean), say(
        en=f"The running mean is still {old_mean}. In training it takes in the batch's mean, {mean.round(3)}.",
        ja=f"移動平均が {old_mean} のままです。学習中は、バッチの平均 {mean.round(3)} を混ぜます。",
    )
    norm.forward(x + 10)
    second = expect_array(norm.running_mean, "running_mean", shape=(2,))
    assert not np.allclose(second, mean + 5), say(
        en="The running mean is the mean of all batches so far. With momentum the share of the old value is always the same.",
        ja="移動平均が、これまでのすべてのバッチの平均になっています。モーメンタムを使うなら、古い値の割合はいつも同じです。",
    )
    assert not np.allclose(got, mean), say(
        en="The running mean is no average: it is the last batch's mean alone.",
        ja="移動平均が、平均ではなく、最後のバッチの値になっています。",
    )
    assert not np.allclose(got, (1 - m) * old_mean + m * mean), say(
        en=f"From {old_mean[0]:g} and the batch's {mean[0]:g} the running mean became {got[0]:g}: the new value got the weight 0.9. "
        "Here momentum is the weight of the old one.",
        ja=f"古い値 {old_mean[0]:g} とバッチの平均 {mean[0]:g} から、移動平均が {got[0]:g} になりました。新しい値に 0.9 の重みが"
        "かかっています。ここでのモーメンタムは、古い値の重みです。",
    )
    expect_close(got, m * old_mean + (1 - m) * mean, "running_mean", rtol=1e-9)

    yield say(en="Training: the running variance", ja="学習：移動分散")
    norm = layer(old_mean, old_var, momentum=m)
    norm.forward(x)
    got = expect_array(norm.running_var, "running_var", shape=(2,))
    assert not np.allclose(got, old_var), say(
        en=f"The running variance did not change: it is still {old_var}.",
        ja=f"移動分散が変わりません。{old_var} のままです。",
    )
    assert not np.allclose(got, m * old_var + (1 - m) * var), say(
        en=f"The batch's variance was divided by n, not by n - 1, where n is {n}. For the images to come that is too small on average.",
        ja=f"バッチの分散が、n - 1 ではなく n で割ったものです（n は {n}）。これから来る画像の分散としては、平均して小さすぎます。",
    )
    for spread in (var, unbiased):
        assert not np.allclose(got, m * old_var + (1 - m) * np.sqrt(spread)), say(
            en="The standard deviation was averaged, not the variance.",
            ja="分散ではなく、標準偏差を平均しています。",
        )
        assert not np.allclose(got, (1 - m) * old_var + m * spread), say(
            en="In the running variance, the new value got the weight 0.9. Here momentum is the weight of the old one.",
            ja="移動分散で、新しい値に 0.9 の重みがかかっています。ここでのモーメンタムは、古い値の重みです。",
        )
    expect_close(got, m * old_var + (1 - m) * unbiased, "running_var", rtol=1e-9)
    norm = layer(old_mean, old_var, momentum=m)
    norm.forward(maps)
    got, batch = expect_array(norm.running_var, "running_var", shape=(2,)), maps.var(axis=axes)
    assert not np.allclose(got, m * old_var + (1 - m) * batch * 3 / 2), say(
        en="The variance was corrected by 3 / 2: the images were counted. A statistic is taken over all values of a channel, here 12.",
        ja="分散の補正が 3 / 2 倍で、画像の枚数を数えています。統計量は、一つのチャンネルのすべての値からとります。ここでは 12 個です。",
    )
    expect_close(got, m * old_var + (1 - m) * batch * 12 / 11, "running_var", rtol=1e-9)

    yield say(en="Inference: nothing is updated", ja="推論：何も更新しない")
    norm = layer(old_mean, old_var, gamma, beta, training=False, eps=eps)
    y = forward(norm, x)
    for name, new, old in (
        ("running_mean", norm.running_mean, old_mean),
        ("running_var", norm.running_var, old_var),
    ):
        new = expect_array(new, name, shape=(2,))
        assert np.allclose(new, old), say(
            en=f"{name} changed at inference, from {old} to {new.round(3)}. Test images must not leave traces in the network.",
            ja=f"{name} が、推論で変わりました（{old} から {new.round(3)}）。テスト画像が、ネットワークに跡を残してはいけません。",
        )

    yield say(en="Inference: y", ja="推論：y")
    alone = forward(norm, x[:1])
    assert np.allclose(alone, y[:1]), say(
        en="At inference, y of the first image depends on its neighbours: alone it starts with "
        f"{alone[0, 0]:.3f}, beside the others with {y[0, 0]:.3f}.",
        ja="推論なのに、最初の画像の y が、隣の画像によって変わります。一枚だけなら "
        f"{alone[0, 0]:.3f}、ほかと並べると {y[0, 0]:.3f} です。",
    )
    x_hat = normalised(x, old_mean, old_var, eps)
    assert not np.allclose(y, x_hat), say(
        en="At inference, too, gamma and beta are used.",
        ja="推論でも、gamma と beta を使います。",
    )
    assert not np.allclose(y, gamma * (x - old_mean) / (old_var + eps) + beta), say(
        en="At inference y is divided by the running variance itself, not by its square root.",
        ja="推論で、移動分散そのもので割っています。割るのは、その平方根です。",
    )
    assert not np.allclose(y, gamma * normalised(x, old_mean, old_var, 0) + beta), say(
        en="At inference eps is left out. A variance may be 0 there, too.",
        ja="推論で eps を足していません。推論でも、分散が 0 のことがあります。",
    )
    expect_close(y, gamma * x_hat + beta, "y", rtol=1e-9, atol=1e-12)
    norm = layer(old_mean, old_var, gamma, beta, training=False, eps=eps)
    right = finished(normalised(maps, old_mean, old_var, eps))
    expect_close(forward(norm, maps), right, "y", rtol=1e-9, atol=1e-12)

    yield say(en="Three channels, five steps: as the layer", ja="3 チャンネル、5 歩：層と同じ")
    gamma, beta = np.array([1.0, 2.0, 0.5]), np.array([0.0, -1.0, 3.0])
    ours = BatchNormalization(gamma, beta, momentum=0.7)
    norm = answer.BatchNorm(gamma, beta, momentum=0.7)
    norm.training = True
    for _ in range(5):
        x = rng.standard_normal((4, 3, 2, 5)) * [[[1]], [[3]], [[0.1]]] + rng.standard_normal(
            (3, 1, 1)
        )
        expect_close(norm.forward(x), ours.forward(x, train=True), "y", rtol=1e-7, atol=1e-9)
        for name in ("running_mean", "running_var"):
            got = expect_array(getattr(norm, name), name, shape=(3,))
            expect_close(got, ours.buffers[name], name, rtol=1e-7, atol=1e-12)
    norm.training = False
    expect_close(forward(norm, x), ours.forward(x), "y", rtol=1e-7, atol=1e-9)
