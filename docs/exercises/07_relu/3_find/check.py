import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    x = np.array([[-2.0, -0.5, 3.0], [1.0, -4.0, 0.25]])
    dout = np.array([[10.0, -20.0, 30.0], [-40.0, 50.0, 60.0]])
    on = x > 0

    yield say(en="forward is as it was", ja="forwardは元のまま")
    layer = answer.ReLU()
    expect_close(layer.forward(x), np.maximum(x, 0), "layer.forward(x)")

    yield say(
        en="backward closes where the input was negative", ja="backwardは、入力が負のところを閉じる"
    )
    dx = expect_array(layer.backward(dout), "layer.backward(dout)", shape=x.shape)
    assert not np.array_equal(dx, dout), say(
        en="dx is still dout. The output is 0 where the input was negative, and 0 >= 0 is True.",
        ja="dx がまだ dout のままです。入力が負だったところの出力は 0 で、0 >= 0 は True です。",
    )
    assert not np.array_equal(dx, dout * ~on), say(
        en="It is the other way round now: what was on is closed, and what was off is open.",
        ja="逆になりました。オンだったところが閉じ、オフだったところが開いています。",
    )
    assert dx.any(), say(
        en="Now everything is closed. Where the input was positive, dout has to pass.",
        ja="どこも閉じてしまいました。入力が正だったところでは、dout を通します。",
    )
    assert not np.array_equal(dx, dout * (dout > 0)), say(
        en="You asked for the sign of dout. What decides is the sign of the input in forward.",
        ja="dout の符号で決めています。決めるのは、forward での入力の符号です。",
    )
    assert not np.allclose(dx, dout * np.maximum(x, 0)), say(
        en="You multiplied by the output itself. The slope where it is positive is 1.",
        ja="出力そのものを掛けています。正のところの傾きは 1 です。",
    )
    expect_close(dx, dout * on, "layer.backward(dout)")

    yield say(
        en="Small outputs, another batch, other shapes", ja="小さな出力、別のバッチ、ほかの形状"
    )
    rng = np.random.default_rng(7)
    for shape in ((5,), (4, 3), (2, 3, 4)):
        x, dout = rng.standard_normal((2, *shape))
        for scale in (1.0, 1e-6):
            expect_close(layer.forward(scale * x), scale * np.maximum(x, 0), "layer.forward(x)")
            got = expect_array(layer.backward(dout), "layer.backward(dout)", shape=shape)
            assert got[x > 0].all(), say(
                en="An input that is positive, but small, was taken for 0. Compare with 0 itself.",
                ja="正なのに小さいだけの入力を、0 とみなしています。0 そのものと比べてください。",
            )
            expect_close(got, dout * (x > 0), "layer.backward(dout)", rtol=1e-9)
