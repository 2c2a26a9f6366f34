import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    rng = np.random.default_rng(19)

    yield say(en="The training images", ja="訓練画像の準備")
    x = rng.random((50, 3, 4, 5)) * np.array([1.0, 2, 4]).reshape(3, 1, 1) + 0.5
    x_test = 0.2 * rng.random((7, 3, 4, 5))
    axes = (0, 2, 3)
    mean, std = x.mean(axis=axes, keepdims=True), x.std(axis=axes, keepdims=True)
    first, second = answer.prepare(x, x_test)
    first = expect_array(first, "the training images", shape=x.shape)
    second = expect_array(second, "the test images", shape=x_test.shape)
    assert not np.allclose(first, (x - x.mean()) / x.std()), say(
        en="All channels share one mean and one deviation. Each has its own.",
        ja="三つのチャンネルに、同じ平均と標準偏差を使っています。チャンネルごとに求めます。",
    )
    both = np.concatenate([x, x_test])
    mean_of_both = both.mean(axis=axes, keepdims=True)
    std_of_both = both.std(axis=axes, keepdims=True)
    assert not np.allclose(first, (x - mean_of_both) / std_of_both), say(
        en="The mean was taken over training and test images together. Test images must not help to choose anything.",
        ja="平均を、訓練画像とテスト画像を合わせて求めています。テスト画像を、何かを決めるのに使ってはいけません。",
    )
    expect_close(first, (x - mean) / std, "the training images")

    yield say(en="The test images", ja="テスト画像の準備")
    own = x_test.mean(axis=axes, keepdims=True), x_test.std(axis=axes, keepdims=True)
    assert not np.allclose(second, (x_test - own[0]) / own[1]), say(
        en="The test images still have their own mean taken away: dark ones are dark no more. Use that of the training images.",
        ja="テスト画像から、まだテスト画像自身の平均を引いています。暗い写真が暗くなくなります。訓練画像の平均を使ってください。",
    )
    assert not np.allclose(second, (x_test - mean) / own[1]), say(
        en="The mean is right now, but the test images are still divided by their own deviation.",
        ja="平均は正しくなりましたが、テスト画像自身の標準偏差で割っています。",
    )
    assert not np.allclose(second, x_test), say(
        en="The test images are as they were. The network has learned from images that were standardised.",
        ja="テスト画像が元のままです。ネットワークは、変換した画像で学習しています。",
    )
    expect_close(second, (x_test - mean) / std, "the test images")

    yield say(en="A place of its own for each image", ja="画像ごとに別の場所")
    for pad, (C, H, W) in ((2, (2, 5, 4)), (1, (1, 3, 3))):
        x = np.arange(1.0, 300 * C * H * W + 1).reshape(300, C, H, W)
        y = expect_array(answer.augment(x, pad, np.random.default_rng(0)), "augment", shape=x.shape)
        paper = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        side = 2 * pad + 1
        counts, matched = np.zeros((side, side), int), np.zeros(300, bool)
        for top in range(side):
            for left in range(side):
                same = (y == paper[:, :, top : top + H, left : left + W]).all(axis=(1, 2, 3))
                counts[top, left], matched = same.sum(), matched | same
        assert counts.max() < 300, say(
            en="All images of the batch are still cut out at one place.",
            ja="バッチの画像が、まだ全部同じ場所で切り抜かれています。",
        )
        assert matched.all(), say(
            en="Some results are no piece of their padded image: channels, rows or columns have come apart.",
            ja="余白を足した元の画像の一部になっていないものがあります。チャンネル、行、列がばらばらになっています。",
        )
        assert counts.sum(axis=1).min() > 0 and counts.sum(axis=0).min() > 0, say(
            en="Some places down or across are never chosen.",
            ja="一度も選ばれない縦または横の位置があります。",
        )
        assert np.trace(counts) < 300, say(
            en="Images move down as far as they move right. Draw two numbers for each.",
            ja="縦と横にいつも同じだけずれています。画像ごとに二つの数を取り出します。",
        )
