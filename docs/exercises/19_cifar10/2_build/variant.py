import numpy as np

from lesson_code.exercises.grading import expect_array, lines_run

CHOICES = {
    "chance": (0.2, 0.3, 0.7),
    "turned": (True, False),
    "mode": ("edge", "symmetric", "reflect"),
}
CHANGE = {
    "ja": '`random_flips` は、左右に反転する代わりに、画像を{turn}、その確率を {chance} にします。`random_crops` がまわりに足すのは、0 ではなく、画像から取った画素です。取り方は `np.pad` の `mode="{mode}"` と同じで、{source}。また、縦の位置は 0 から `pad` までの整数から選びます。横の位置は元のままです。',
    "en": '`random_flips` {turn}, with probability {chance}. `random_crops` surrounds images with pixels of their own instead of zeros, as `np.pad` does it with `mode="{mode}"`: {source}. And down, the place is a whole number from 0 to `pad`; across, places are as before.',
}
TURN = {
    True: {"ja": " 180 度回し", "en": "turns an image by 180 degrees instead of mirroring it"},
    False: {
        "ja": "上下に反転し",
        "en": "swaps top and bottom of an image instead of left and right",
    },
}
SOURCE = {
    "edge": {"ja": "端の画素を繰り返します", "en": "those at the edge are repeated"},
    "symmetric": {
        "ja": "端を鏡にして、端の画素から順に折り返します",
        "en": "mirrored at the edge, beginning with the pixels at the edge",
    },
    "reflect": {
        "ja": "端を鏡にして、端の一つ内側の画素から順に折り返します",
        "en": "mirrored at the edge, beginning one pixel inside it",
    },
}


def words(language, chance, turned, mode):
    """What the text of the change needs besides."""
    return {"turn": TURN[turned][language], "source": SOURCE[mode][language]}


def check(answer, say, chance, turned, mode):
    def images(*shape):
        """Images in which no number occurs twice, and none is 0."""
        return np.arange(1.0, np.prod(shape) + 1).reshape(shape).astype(np.float32)

    def called(name, x, *others):
        got = getattr(answer, name)(x, *others)
        return expect_array(got, name, shape=x.shape, dtype=x.dtype)

    def origin(i, size):
        """Which pixel of a line of the image stands at i, be it outside."""
        if mode == "edge":
            return min(max(i, 0), size - 1)
        own = mode == "symmetric"  # whether the mirror shows the edge, too
        if i < 0:
            return -i - own
        return 2 * size - 2 + own - i if i >= size else i

    def is_each(y, wanted):
        return (y == wanted).all(axis=(1, 2, 3))

    yield say(en="Flips: which way, and how often", ja="反転：向きと割合")
    x = images(2000, 2, 3, 5)
    y = called("random_flips", x, np.random.default_rng(0))
    upside_down, half_turn = x[:, :, ::-1], x[:, :, ::-1, ::-1]
    kept, flipped = is_each(y, x), is_each(y, half_turn if turned else upside_down)
    assert not kept.all(), say(en="All images are as they were.", ja="どの画像も元のままです。")
    assert not is_each(y, x[..., ::-1]).any(), say(
        en="Images are mirrored left to right, as the lesson's own exercise asks. Read again what this variant changes.",
        ja="レッスンの演習のまま、左右に反転しています。この類題で何が変わるかを、もう一度読んでください。",
    )
    assert not is_each(y, upside_down if turned else half_turn).any(), say(
        en="A turn by 180 degrees reverses both axes of an image, swapping top and bottom reverses one. You have the other of the two.",
        ja="180 度回すと縦と横の両方の軸が逆になり、上下の反転では縦の軸だけが逆になります。この類題とは違うほうになっています。",
    )
    assert (kept | flipped).all(), say(
        en="Some images are neither as they were nor turned as a whole. One decision for each image.",
        ja="元のままでも、まるごと動かしたものでもない画像があります。画像ごとに一度だけ決めてください。",
    )
    assert abs(flipped.mean() - chance) < 0.06, say(
        en=f"{flipped.mean():.1%} of 2000 images are turned; the probability should be {chance}.",
        ja=f"2000 枚のうち {flipped.mean():.1%} の画像で向きが変わりました。確率は {chance} のはずです。",
    )

    yield say(en="Crops: what is around an image", ja="切り抜き：画像のまわり")
    pad, H, W = 2, 6, 5
    x = images(2000, 2, H, W)
    y = called("random_crops", x, pad, np.random.default_rng(0))
    assert y.all(), say(
        en="There are zeros around the images, as in the lesson's own exercise. Here they are surrounded by pixels of their own.",
        ja="レッスンの演習のまま、まわりに 0 を足しています。ここで足すのは、画像から取った画素です。",
    )
    counts = np.zeros((2 * pad + 1, 2 * pad + 1), int)
    for top, left in np.ndindex(counts.shape):
        rows = [origin(top - pad + i, H) for i in range(H)]
        columns = [origin(left - pad + i, W) for i in range(W)]
        counts[top, left] = is_each(y, x[:, :, rows][..., columns]).sum()
    strange = len(x) - counts.sum()
    assert strange == 0, say(
        en=f"{strange} of 2000 results are no piece of their image with a border as in mode {mode}.",
        ja=f"2000 枚のうち {strange} 枚は、{mode} の余白を足した画像のどの一部とも一致しません。",
    )

    yield say(en="Crops: every place, and no other", ja="切り抜き：どの場所も、同じ確率で")
    down, across = counts.sum(axis=1), counts.sum(axis=0)
    assert not down[pad + 1 :].any(), say(
        en=f"Places down from 0 to {2 * pad} were chosen {down.tolist()} times. Here, with pad {pad}, they end at {pad}.",
        ja=f"縦の位置 0 から {2 * pad} が選ばれた回数は {down.tolist()} です。pad が {pad} のここでは、{pad} までのはずです。",
    )
    for en, ja, found in (("down", "縦", down[: pad + 1]), ("across", "横", across)):
        fair = len(x) / len(found)
        assert np.abs(found - fair).max() < 0.25 * fair, say(
            en=f"Places {en}, from 0 to {len(found) - 1}, were chosen {found.tolist()} times. All should be equally likely.",
            ja=f"{ja}の位置 0 から {len(found) - 1} が選ばれた回数は {found.tolist()} です。どれも同じ確率のはずです。",
        )
    together = counts[: pad + 1].min()
    assert together > 60, say(
        en=f"One pair of places, down and across, was chosen only {together} times of 2000. Draw the two by themselves, for each image.",
        ja=f"縦と横の位置の組のうち、2000 回で {together} 回しか選ばれないものがあります。画像ごとに、縦と横を別々に選んでください。",
    )

    for name, others in (("random_flips", ()), ("random_crops", (1,))):
        yield say(
            en=f"{name}: chance from rng, and no loop", ja=f"{name}：乱数は rng から、繰り返しなし"
        )

        def run(N, seed=3, name=name, others=others):
            return called(name, images(N, 1, 4, 4), *others, np.random.default_rng(seed))

        assert np.array_equal(run(60), run(60)), say(
            en="The same rng, and another result. Some numbers do not come from `rng`.",
            ja="同じ rng を渡したのに、結果が違います。`rng` 以外から取り出した乱数があります。",
        )
        assert not np.array_equal(run(60, 3), run(60, 4)), say(
            en="Another rng, and the same result. Draw from the `rng` that was handed in.",
            ja="別の rng を渡しても、結果が同じです。渡された `rng` から取り出します。",
        )
        few, many = (lines_run(lambda N=N, run=run: run(N)) for N in (20, 400))
        assert many < few + 200, say(
            en="The result is right, but your program goes through the images. Let arrays of indices do it.",
            ja="答えは正しいのですが、画像ごとに繰り返しています。添字の配列を使ってください。",
        )
