import numpy as np

from lesson_code import MaxPooling
from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    rng = np.random.default_rng(16)

    def both(x, dout, size, stride):
        layer, ours = answer.MaxPooling(size, stride), MaxPooling(size, stride=stride)
        y = layer.forward(x)
        wanted = ours.forward(x)
        assert np.shape(y) == wanted.shape and np.allclose(y, wanted), say(
            en="forward has changed. It was right; the mistake is in backward.",
            ja="forward が変わっています。forward は正しく、間違いは backward にあります。",
        )
        dx = expect_array(layer.backward(dout), "backward(dout)", shape=x.shape)
        return dx, ours.backward(dout)

    yield say(en="Windows side by side", ja="窓が重ならないとき")
    x, dout = rng.standard_normal((2, 2, 4, 6)), rng.standard_normal((2, 2, 2, 3))
    dx, wanted = both(x, dout, 2, 2)
    expect_close(dx, wanted, "backward(dout)")

    yield say(en="One pixel, four windows", ja="一つの画素が、四つの窓で最大のとき")
    x = np.array([[2.0, 2.0, 1.0], [0.0, 3.0, 2.5], [2.9, 1.0, 0.0]]).reshape(1, 1, 3, 3)
    dout = np.array([[1.0, 10.0], [100.0, 1000.0]]).reshape(1, 1, 2, 2)
    dx, wanted = both(x, dout, 2, 1)
    centre = dx[0, 0, 1, 1]
    assert centre != 1000, say(
        en="dx is as it was: the centre received 1000, from the last window alone. += reads each place once, adds, and writes; "
        "for a place that is named four times, the last one stays.",
        ja="dx が元のままです。中央に届いたのは、最後の窓の 1000 だけです。+= は、それぞれの場所を一度だけ読み、足して、書き込みます。四度指定した場所には、"
        "最後の一つが残ります。",
    )
    assert centre not in (1, 10, 100), say(
        en=f"The centre received {centre:g}, from one window alone. It is the largest of four.",
        ja=f"中央に届いたのは、窓一つ分の {centre:g} だけです。中央は、四つの窓で最大です。",
    )
    assert not np.isclose(centre, 1111 / 4), say(
        en="The four gradients were averaged. The pixel moves all four outputs, so they add up: 1111.",
        ja="四つの勾配を平均しています。この画素は四つの出力をどれも動かすので、足して 1111 です。",
    )
    assert not np.isclose(centre, 4000), say(
        en="The centre received 4000: the last gradient, four times. Count is not the same as sum; each window has its own gradient.",
        ja="中央に届いたのは 4000 で、最後の勾配の四倍です。勾配は窓ごとに違うので、回数を掛けるのではなく、足します。",
    )
    expect_close(dx, wanted, "backward(dout)")

    yield say(en="Many ties, other sizes and strides", ja="同点だらけ、ほかの大きさとストライド")
    for size, stride, H, W in ((3, 2, 7, 9), (2, 1, 4, 5), (3, 1, 6, 5), (2, 2, 4, 4)):
        x = rng.integers(-2, 3, (2, 3, H, W)).astype(float)
        shape = [(length - size) // stride + 1 for length in (H, W)]
        dout = rng.integers(1, 10, (2, 3, *shape)).astype(float)
        dx, wanted = both(x, dout, size, stride)
        expect_close(dx, wanted, f"backward(dout), size {size}, stride {stride}")

    yield say(en="A second time, with other images", ja="別の画像で、もう一度")
    layer = answer.MaxPooling(3, 2)
    for _ in range(2):
        x = rng.standard_normal((2, 3, 7, 7))
        dout = rng.standard_normal(layer.forward(x).shape)
        ours = MaxPooling(3, stride=2)
        ours.forward(x)
        expect_close(layer.backward(dout), ours.backward(dout), "backward(dout)")
