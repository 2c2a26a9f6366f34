import numpy as np

from lesson_code.exercises.grading import expect_array

CHOICES = {"gain": (1, 3, 4, 6), "count": ("fan_in", "fan_out")}
CHANGE = {
    "ja": "乱数は、正規分布ではなく、0 を中心とする一様分布から取り出します。分散は {gain} / {count} です。fan_out は、ユニット一つの出力を受け取る数の個数です。全結合層なら M、畳み込み層なら F·FH·FW とします。",
    "en": "The numbers come from a uniform distribution around 0 instead of a normal one, with variance {gain} / {count}. fan_out is how many numbers one input goes into: M for an affine layer, F FH FW for a convolution.",
}


def check(answer, say, gain, count):
    def size(shape):
        if len(shape) == 2:
            return shape[0] if count == "fan_in" else shape[1]
        return int(np.prod(shape[1:])) if count == "fan_in" else shape[0] * shape[2] * shape[3]

    yield say(en="Chance comes from rng alone", ja="乱数は、渡された rng だけから")
    one, other = (answer.he((30, 20), np.random.default_rng(1)) for _ in range(2))
    assert np.array_equal(one, other) and len(np.unique(one)) > 500, say(
        en="Two generators of one seed must give the same weights, each another number.",
        ja="同じシードの乱数生成器からは、同じ重みができるはずです。重みは、一つずつ違う数にします。",
    )
    for shape in ((300, 80), (80, 300), (40, 3, 7, 5)):
        yield say(en=f"Weights of shape {shape}", ja=f"形状 {shape} の重み")
        name = f"he({shape}, rng)"
        W = expect_array(answer.he(shape, np.random.default_rng(0)), name, shape=shape)
        variance = gain / size(shape)
        bound = np.sqrt(3 * variance)
        assert abs(W.mean()) < 0.1 * bound, say(
            en=f"The mean of {name} is {W.mean():.3g}, far from 0.",
            ja=f"{name} の平均が {W.mean():.3g} で、0 から離れています。",
        )
        assert np.abs(W).max() < 2.5 * W.std(), say(
            en="These numbers are not uniform: some lie far outside, as a normal distribution's do.",
            ja="一様分布ではありません。正規分布のように、遠く離れた数があります。",
        )
        assert abs(W.var() / variance - 1) < 0.1, say(
            en=f"The variance of {name} is {W.var():.4g}, and should be about {variance:.4g}.",
            ja=f"{name} の分散が {W.var():.4g} です。およそ {variance:.4g} になるはずです。",
        )
