import numpy as np

from lesson_code import BatchNormalization
from lesson_code.exercises.grading import expect_array, expect_close, expect_several


def over_channels(x):
    return x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))


def normalised(x, mean, var, eps=1e-5):
    C = x.shape[1]
    return (x - np.reshape(mean, (C, 1, 1))) / np.sqrt(np.reshape(var, (C, 1, 1)) + eps)


def check(answer, say):
    def batch_norm(x, mean, var, momentum, train, **settings):
        got = answer.batch_norm(x, mean, var, momentum, train, **settings)
        return expect_several(got, "y", "running_mean", "running_var")

    yield say(
        en="PyTorch's 0.1, as the weight of the old value", ja="PyTorchの 0.1 を古い値の重みに"
    )
    converted = expect_array(answer.to_ours(0.1), "to_ours(0.1)", shape=())
    assert not np.isclose(converted, 0.1), say(
        en="to_ours(0.1) is 0.1. In PyTorch that is the weight of the new value. What is left for the old one?",
        ja="to_ours(0.1) が 0.1 です。PyTorchでは、これが新しい値の重みです。古い値には、どれだけ残りますか。",
    )
    expect_close(converted, 0.9, "to_ours(0.1)", rtol=1e-12)
    expect_close(answer.to_ours(0.01), 0.99, "to_ours(0.01)", rtol=1e-12)
    expect_close(answer.to_ours(1.0), 0.0, "to_ours(1.0)", atol=1e-12)

    yield say(en="Training, one channel: y", ja="学習、1 チャンネル：y")
    x = np.array([1.0, 2.0, 6.0, 3.0, 8.0, 10.0]).reshape(2, 1, 1, 3)  # mean 5, variance 32/3
    mean, var = over_channels(x)
    old_mean, old_var = np.array([1.0]), np.array([4.0])
    n, m, eps = 6, 0.9, 0.5
    unbiased = var * n / (n - 1)
    y, new_mean, new_var = batch_norm(x, old_mean, old_var, m, True, eps=eps)
    y = expect_array(y, "y", shape=x.shape)
    assert not np.allclose(y, x), say(
        en="y is x: nothing has been normalised yet.",
        ja="y が x のままです。まだ何も正規化していません。",
    )
    per_pixel = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    assert not np.allclose(y, per_pixel), say(
        en="There is one mean for each pixel, taken over the images alone. A channel shares one mean over the images and all of "
        "its pixels: which axes are these?",
        ja="画素ごとに平均をとり、画像の軸でしか平均していません。一つのチャンネルは、画像とすべての画素で一つの平均を共有します。どの軸でしょうか。",
    )
    assert not np.allclose(y, normalised(x, old_mean, old_var, eps)), say(
        en="y is normalised by the running mean and variance while training. They are for inference; what does the batch itself say?",
        ja="学習中なのに、移動平均で正規化しています。これは推論のためのものです。学習中は、バッチ自身の統計を使います。",
    )
    for spread in (var, unbiased):
        just = normalised(x, m * old_mean + (1 - m) * mean, m * old_var + (1 - m) * spread, eps)
        assert not np.allclose(y, just), say(
            en="y is normalised by the running statistics just updated. While training, the batch's own mean and variance are used.",
            ja="y を、更新したばかりの移動平均で正規化しています。学習中に使うのは、バッチ自身の平均と分散です。",
        )
    assert not np.allclose(y, normalised(x, mean, unbiased, eps)), say(
        en="y is normalised by the unbiased variance, over n - 1. That one goes into the running variance; y is divided by the root of "
        "the variance over n, so that its own variance is 1.",
        ja="y を、n - 1 で割った不偏分散で正規化しています。不偏分散は移動分散に混ぜるものです。y には n で割った分散を使い、y 自身の分散を 1 にします。",
    )
    assert not np.allclose(y, (x - mean) / (np.sqrt(var) + eps)), say(
        en=f"With eps = {eps}, y is {y.flat[0]:.4f} at the start: eps stands outside of the root. It is added to the variance.",
        ja=f"eps = {eps} のとき、y の最初の値が {y.flat[0]:.4f} です。eps が根号の外にあります。eps は分散に足します。",
    )
    assert not np.allclose(y, (x - mean) / (var + eps)), say(
        en="The distance from the mean is divided by the variance itself. That has the unit of a square.",
        ja="平均との差を、分散そのもので割っています。分散の単位は、もとの値の 2 乗です。",
    )
    assert not np.allclose(y, (x - mean) / np.sqrt(var + 1e-5)), say(
        en=f"eps was {eps}, but y came out as if it were 1e-5. Use the argument.",
        ja=f"eps は {eps} なのに、1e-5 のときの y になっています。引数を使ってください。",
    )
    expect_close(y, normalised(x, mean, var, eps), "y", rtol=1e-9)

    yield say(en="Training: the running mean", ja="学習：移動平均")
    right = m * old_mean + (1 - m) * mean, m * old_var + (1 - m) * unbiased
    assert not (np.allclose(new_mean, right[1]) and np.allclose(new_var, right[0])), say(
        en="The running mean and variance are the right ones, in the wrong order: return y, the mean, the variance.",
        ja="移動平均と移動分散の順が逆です。値は合っています。y、移動平均、移動分散の順に返してください。",
    )
    new_mean = expect_array(new_mean, "running_mean", shape=(1,))
    assert not np.allclose(new_mean, old_mean), say(
        en=f"The running mean is still {old_mean[0]:g}. In training it takes in the batch's mean, {mean[0]:g}.",
        ja=f"移動平均が {old_mean[0]:g} のままです。学習中は、バッチの平均 {mean[0]:g} を混ぜます。",
    )
    assert not np.allclose(new_mean, (1 - m) * old_mean + m * mean), say(
        en=f"From {old_mean[0]:g} and the batch's {mean[0]:g} the running mean became {new_mean[0]:g}: the new value got the weight 0.9. "
        "Here momentum is the weight of the old one.",
        ja=f"古い値 {old_mean[0]:g} とバッチの平均 {mean[0]:g} から、移動平均が {new_mean[0]:g} になりました。新しい値に 0.9 の重みが"
        "かかっています。ここでのモーメンタムは、古い値の重みです。",
    )
    expect_close(new_mean, m * old_mean + (1 - m) * mean, "running_mean", rtol=1e-9)

    yield say(en="Training: the running variance", ja="学習：移動分散")
    new_var = expect_array(new_var, "running_var", shape=(1,))
    assert not np.allclose(new_var, old_var), say(
        en=f"The running variance did not change: it is still {old_var[0]:g}.",
        ja=f"移動分散が変わりません。{old_var[0]:g} のままです。",
    )
    assert not np.allclose(new_var, m * old_var + (1 - m) * var), say(
        en=f"The batch's variance was divided by n, not by n - 1, where n is {n}. For a channel's next images that is too small on average.",
        ja=f"バッチの分散が、n - 1 ではなく n で割ったものです（n は {n}）。これから来る画像の分散としては、平均して小さすぎます。",
    )
    assert not np.allclose(new_var, m * old_var + (1 - m) * var * 2), say(
        en=f"The variance was corrected by 2 / 1: the images were counted. A statistic is taken over all values of a channel, here {n}.",
        ja=f"分散の補正が 2 / 1 倍で、画像の枚数を数えています。統計は、一つのチャンネルのすべての値からとります。ここでは {n} 個です。",
    )
    for spread in (var, unbiased):
        assert not np.allclose(new_var, m * old_var + (1 - m) * np.sqrt(spread)), say(
            en="The standard deviation was averaged, not the variance.",
            ja="分散ではなく、標準偏差を平均しています。",
        )
        assert not np.allclose(new_var, (1 - m) * old_var + m * spread), say(
            en="In the running variance, the new value got the weight 0.9. Here momentum is the weight of the old one.",
            ja="移動分散で、新しい値に 0.9 の重みがかかっています。ここでのモーメンタムは、古い値の重みです。",
        )
    expect_close(new_var, m * old_var + (1 - m) * unbiased, "running_var", rtol=1e-9)

    yield say(en="Inference: nothing is updated", ja="推論：何も更新しない")
    y, new_mean, new_var = batch_norm(x, old_mean, old_var, m, False)
    for name, new, old in (("running_mean", new_mean, old_mean), ("running_var", new_var, old_var)):
        new = expect_array(new, name, shape=(1,))
        assert np.allclose(new, old), say(
            en=f"{name} changed at inference, from {old[0]:g} to {new[0]:g}. Test images must not leave traces in the network.",
            ja=f"{name} が、推論で変わりました（{old[0]:g} から {new[0]:g}）。テスト画像が、ネットワークに跡を残してはいけません。",
        )
    y = expect_array(y, "y", shape=x.shape)
    assert not np.allclose(y, (x - old_mean) / old_var, rtol=1e-4), say(
        en="At inference y is divided by the running variance itself, not by its square root.",
        ja="推論で、移動分散そのもので割っています。割るのは、その平方根です。",
    )
    alone = expect_array(batch_norm(x[:1], old_mean, old_var, m, False)[0], "y", shape=(1, 1, 1, 3))
    assert np.allclose(alone, y[:1]), say(
        en="At inference, y of the first image depends on its neighbours: alone it is "
        f"{alone.flat[0]:.3f}, beside the other {y.flat[0]:.3f}.",
        ja="推論なのに、最初の画像の y が、隣の画像によって変わります。一枚だけなら "
        f"{alone.flat[0]:.3f}、もう一枚と並べると {y.flat[0]:.3f} です。",
    )
    expect_close(y, normalised(x, old_mean, old_var), "y", rtol=1e-4)

    yield say(en="Inference: eps counts here, too", ja="推論：ここでも eps が効く")
    for spread in (old_var, np.array([0.25])):
        y = expect_array(batch_norm(x, old_mean, spread, m, False, eps=eps)[0], "y", shape=x.shape)
        assert not np.allclose(y, normalised(x, old_mean, spread, 0.0), rtol=1e-7), say(
            en="At inference eps is left out. A variance may be 0 there, too.",
            ja="推論で eps を足していません。推論でも、分散が 0 のことがあります。",
        )
        assert not np.allclose(y, normalised(x, old_mean, spread), rtol=1e-7), say(
            en=f"eps was {eps} at inference, but y came out as if it were 1e-5. Use the argument.",
            ja=f"推論で eps は {eps} なのに、1e-5 のときの y になっています。引数を使ってください。",
        )
        assert not np.allclose(y, (x - old_mean) / (np.sqrt(spread) + eps)), say(
            en="At inference eps stands outside of the root. It is added to the variance, as in training.",
            ja="推論で、eps が根号の外にあります。学習のときと同じく、分散に足してください。",
        )
        expect_close(y, normalised(x, old_mean, spread, eps), "y", rtol=1e-9)
    y = expect_array(batch_norm(x, old_mean, np.zeros(1), m, False, eps=eps)[0], "y", shape=x.shape)
    expect_close(y, normalised(x, old_mean, np.zeros(1), eps), "y", rtol=1e-9)

    yield say(en="Three channels, five steps: as the layer", ja="3 チャンネル、5 歩：層と同じ")
    rng = np.random.default_rng(0)
    m = float(answer.to_ours(0.3))
    layer = BatchNormalization(np.ones(3), np.zeros(3), momentum=m)
    mean, var = np.zeros(3), np.ones(3)
    for _ in range(5):
        x = rng.standard_normal((4, 3, 2, 5)) * [[[1]], [[3]], [[0.1]]] + rng.standard_normal(
            (3, 1, 1)
        )
        y, mean, var = batch_norm(x, mean, var, m, True)
        expect_close(y, layer.forward(x, train=True), "y", rtol=1e-7, atol=1e-9)
        expect_close(mean, layer.buffers["running_mean"], "running_mean", rtol=1e-7, atol=1e-12)
        expect_close(var, layer.buffers["running_var"], "running_var", rtol=1e-7)
    y = batch_norm(x, mean, var, m, False)[0]
    expect_close(y, layer.forward(x), "y", rtol=1e-7, atol=1e-9)
