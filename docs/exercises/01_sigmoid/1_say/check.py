import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    yield say(en="A number for each input", ja="入力ごとに一つの数")
    y = np.array([[0.5, 0.9, 0.2], [0.1, 0.8, 0.35]])
    dout = np.array([[1.0, 2.0, -4.0], [3.0, -0.5, 0.25]])
    got = answer.gradient(dout, y)
    assert got is None or np.shape(got) == y.shape, say(
        en=f"You returned shape {np.shape(got)}. Each input has a gradient of its own, so the shape is that of y, "
        f"{y.shape}: nothing is added up here.",
        ja=f"返した配列の形状が {np.shape(got)} です。勾配は入力の一つひとつにあるので、形状は y と同じ {y.shape} になります。"
        "ここでは何も足しません。",
    )
    got = expect_array(got, "gradient(dout, y)", shape=y.shape)

    yield say(en="The values", ja="値")
    assert not np.allclose(got, dout / 4), say(
        en="1/4 is the slope at y = 1/2 alone. At y = 0.9 it is less.",
        ja="1/4 は、y = 1/2 のところだけの傾きです。y = 0.9 では、もっと小さくなります。",
    )
    assert not np.allclose(got, dout), say(
        en="The gradient has gone through unchanged. The slope of the sigmoid is missing.",
        ja="勾配が素通りしています。シグモイドの傾きが掛かっていません。",
    )
    assert not np.allclose(got, y * (1 - y)), say(
        en="This is the slope alone. By the chain rule it multiplies the gradient that came, dout.",
        ja="これは傾きだけです。連鎖律では、受け取った勾配 dout に傾きを掛けます。",
    )
    assert not np.allclose(got, dout + y * (1 - y)), say(
        en="Slope and gradient are added. In a chain they are multiplied.",
        ja="傾きと勾配を足しています。つながった歯車の倍率は、掛けます。",
    )
    assert not np.allclose(got, dout * (1 - y**2)), say(
        en="1 - y**2 is the slope of tanh. The sigmoid's is 1/4 where y = 1/2.",
        ja="1 - y**2 は tanh の傾きです。シグモイドの傾きは、y = 1/2 で 1/4 になります。",
    )
    twice = 1 / (1 + np.exp(-y))
    assert not np.allclose(got, dout * twice * (1 - twice)), say(
        en="Here the sigmoid was applied to y, which is a sigmoid's output already.",
        ja="y はもうシグモイドの出力なのに、もう一度シグモイドをかけています。",
    )
    assert not np.allclose(got, -dout * y * (1 - y)), say(
        en="Every sign is wrong. The sigmoid rises, so its slope is never negative.",
        ja="符号がすべて逆です。シグモイドは右上がりなので、傾きが負になることはありません。",
    )
    assert not any(np.allclose(got, dout * part) for part in (y, 1 - y)), say(
        en="Only one of the two factors is there. The slope is y (1 - y).",
        ja="因子が一つ足りません。傾きは y (1 - y) です。",
    )
    expect_close(got, dout * y * (1 - y), "gradient(dout, y)")

    yield say(en="Other shapes", ja="ほかの形状")
    rng = np.random.default_rng(1)
    for shape in ((1,), (5,), (3, 1), (2, 3, 4)):
        y, dout = rng.uniform(0, 1, shape), rng.standard_normal(shape)
        got = answer.gradient(dout, y)
        expect_close(
            got, dout * y * (1 - y), f"gradient(dout, y), y {shape}", rtol=1e-9, atol=1e-12
        )
