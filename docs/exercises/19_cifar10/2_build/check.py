import sys

import numpy as np

from lesson_code.exercises.grading import expect_array


def images(*shape):
    """Images in which no number occurs twice, and none is 0."""
    return np.arange(1.0, np.prod(shape) + 1).reshape(shape).astype(np.float32)


def lines(function):
    """How many lines and calls of Python a call takes."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


def check(answer, say):
    def called(name, x, *others):
        y = getattr(answer, name)(x, *others)
        return expect_array(y, name, shape=x.shape, dtype=x.dtype)

    def flips(x, seed=0):
        return called("random_flips", x, np.random.default_rng(seed))

    def crops(x, pad, seed=0):
        return called("random_crops", x, pad, np.random.default_rng(seed))

    yield say(en="Flips: each image as a whole, or not at all", ja="反転：画像ごとに、まるごと")
    x = images(400, 2, 3, 5)
    y = flips(x)
    left = (y == x).all(axis=(1, 2, 3))
    mirrored = (y == x[..., ::-1]).all(axis=(1, 2, 3))
    assert not left.all(), say(en="All images are as they were.", ja="どの画像も元のままです。")
    assert not (y == x[:, :, ::-1]).all(axis=(1, 2, 3)).any(), say(
        en="Images stand on their heads: you turned the axis of the rows. Left and right are the last axis.",
        ja="上下が逆になっています。反転したのは縦の軸です。左右は最後の軸です。",
    )
    assert not (y == x[:, ::-1]).all(axis=(1, 2, 3)).any(), say(
        en="The channels have changed places. Left and right are the last axis.",
        ja="チャンネルの順が逆になっています。左右は最後の軸です。",
    )
    assert (left | mirrored).all(), say(
        en="Some images are half mirrored: their channels or rows were decided one by one. One decision for each image.",
        ja="一部だけ反転した画像があります。チャンネルや行ごとに決めず、画像ごとに一度だけ決めてください。",
    )
    assert not mirrored.all(), say(
        en="All images are mirrored. Decide for each of them.",
        ja="すべての画像が反転しています。画像ごとに決めてください。",
    )
    share = mirrored.mean()
    assert 0.4 < share < 0.6, say(
        en=f"{share:.0%} of 400 images are mirrored; it should be about half.",
        ja=f"400 枚のうち {share:.0%} が反転しています。およそ半分のはずです。",
    )

    yield say(en="Crops: every place, and no other", ja="切り抜き：どの場所も、同じ確率で")
    pad, side = 2, 5
    x = images(2000, 2, 4, 3)
    y = crops(x, pad)
    paper = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    counts = np.zeros((side, side), int)
    matched = np.zeros(len(x), bool)
    for top in range(side):
        for left in range(side):
            same = (y == paper[:, :, top : top + 4, left : left + 3]).all(axis=(1, 2, 3))
            counts[top, left] = same.sum()
            matched |= same
    assert counts[pad, pad] < len(x), say(
        en="All images are as they were.", ja="どの画像も元のままです。"
    )
    assert counts.max() < len(x), say(
        en="All images are cut out at the same place. Draw a place for each image: size=(2, N).",
        ja="すべての画像が同じ場所で切り抜かれています。画像ごとに場所を決めます。乱数は size=(2, N) です。",
    )
    whole = (np.sort(y.reshape(len(x), -1)) == np.sort(x.reshape(len(x), -1))).all()
    assert not whole, say(
        en="No pixel is ever lost: what leaves on one side comes in on the other. Put zeros around the image first.",
        ja="画素が一つも消えていません。片側から出た画素が、反対側から入っています。先に、まわりに 0 を足してください。",
    )
    assert matched.all() or not (y[..., 0, 0] != 0).all(), say(
        en="There is never a 0 in a corner. Around the image there should be zeros.",
        ja="角に 0 が現れません。画像のまわりには 0 を足します。",
    )
    assert matched.all(), say(
        en=f"{np.sum(~matched)} of 2000 results are no piece of their padded image. Do all channels move together, and rows by "
        "top, columns by left?",
        ja=f"2000 枚のうち {np.sum(~matched)} 枚は、余白を足した元の画像のどの一部とも一致しません。すべてのチャンネルが一緒に動いていますか。行は縦の位置、列は横の位置だけ"
        "ずらしていますか。",
    )
    diagonal = np.trace(counts)
    assert diagonal < len(x), say(
        en="Images move down as far as they move right. Draw two numbers for each image.",
        ja="縦と横にいつも同じだけずれています。画像ごとに、二つの数を取り出してください。",
    )
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    for en, ja, found in (("down", "縦", rows), ("across", "横", columns)):
        assert found.min() > 0, say(
            en=f"Places {en}, from 0 to {2 * pad}, were chosen {found.tolist()} times: one is missing. integers(n) stops before n.",
            ja=f"{ja}の位置 0 から {2 * pad} が選ばれた回数は {found.tolist()} で、一度も選ばれない位置があります。integers(n) が返すのは n より小さい数です。",
        )
        assert found.min() > 300 and found.max() < 500, say(
            en=f"Places {en}, from 0 to {2 * pad}, were chosen {found.tolist()} times. All should be equally likely.",
            ja=f"{ja}の位置 0 から {2 * pad} が選ばれた回数は {found.tolist()} です。どれも同じ確率のはずです。",
        )

    yield say(en="Chance comes from rng", ja="乱数は rng から")
    x = images(60, 1, 4, 4)
    for name, function in (("random_flips", flips), ("random_crops", lambda x, s: crops(x, 1, s))):
        same = np.array_equal(function(x, 3), function(x, 3))
        assert same, say(
            en=f"{name}: the same rng, and another result. Some numbers do not come from `rng`.",
            ja=f"{name} に同じ rng を渡したのに、結果が違います。`rng` 以外から取り出した乱数があります。",
        )
        assert not np.array_equal(function(x, 3), function(x, 4)), say(
            en=f"{name}: another rng, and the same result. Draw from the `rng` that was handed in.",
            ja=f"{name} に別の rng を渡しても、結果が同じです。渡された `rng` から取り出します。",
        )

    yield say(en="Other sizes", ja="ほかの大きさ")
    for shape, pad in (((1, 1, 1, 1), 0), ((5, 3, 8, 6), 4), ((7, 1, 2, 9), 1)):
        x = images(*shape)
        flips(x)
        y = crops(x, pad)
        if pad == 0:
            assert np.array_equal(y, x), say(
                en="With pad 0 there is one place only, and the images stay as they are.",
                ja="pad が 0 なら場所は一つしかないので、画像は変わりません。",
            )

    yield say(en="No loop through the images", ja="画像ごとの繰り返しがない")
    for name, others in (("random_flips", ()), ("random_crops", (1,))):
        few, many = (
            lines(
                lambda N=N, name=name, others=others: getattr(answer, name)(
                    np.ones((N, 1, 3, 3), np.float32), *others, np.random.default_rng(0)
                )
            )
            for N in (20, 400)
        )
        assert many < few + 200, say(
            en=f"{name} is right, but goes through the images: with 20 of them {few} lines of Python run, with 400 it is {many}. Let "
            "arrays of indices do it.",
            ja=f"{name} の答えは正しいのですが、画像ごとに繰り返しています。Pythonの行が、20 枚では {few} 回、400 枚では {many} 回動きました。添字の配列を使ってください。",
        )
