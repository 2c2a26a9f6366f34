import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    x = np.array([[-2.0, -0.5, 3.0], [1.0, -4.0, 0.25], [-1.0, -3.0, -6.0]])
    dout = np.array([[10.0, -20.0, 30.0], [-40.0, 50.0, 60.0], [70.0, 80.0, -90.0]])
    on = x > 0

    yield say(en="ReLU, forward", ja="ReLUの順伝播")
    layer = answer.ReLU()
    y = expect_array(layer.forward(x), "ReLU().forward(x)", shape=x.shape)
    assert y.any(), say(en="y is 0 everywhere.", ja="y がどこも 0 です。")
    assert not np.array_equal(y, on), say(
        en="y holds only 0 and 1: that is where x is positive. ReLU lets the number itself through.",
        ja="y が 0 と 1 だけです。それは x が正かどうかです。ReLU は、正の数をそのまま通します。",
    )
    assert not np.allclose(y, np.abs(x)), say(
        en="y is |x|. What is negative becomes 0.",
        ja="y が |x| になっています。負の数は 0 にします。",
    )
    expect_close(y, np.maximum(x, 0), "ReLU().forward(x)")

    yield say(en="ReLU, backward", ja="ReLUの逆伝播")
    dx = expect_array(layer.backward(dout), "ReLU().backward(dout)", shape=x.shape)
    assert not np.allclose(dx, dout), say(
        en="dx is dout, unchanged: nothing was closed. A mask that is taken from the output with >= is always true, for "
        "the output is never negative.",
        ja="dx が dout のままで、どこも閉じていません。ReLU の出力は負にならないので、出力に >= を使ったマスクは、いつも True です。",
    )
    assert not np.allclose(dx, np.maximum(dout, 0)), say(
        en="You cut off the negative gradients. What decides is the sign of x in forward, not that of dout.",
        ja="負の勾配を 0 にしています。決めるのは dout の符号ではなく、forward での x の符号です。",
    )
    assert not np.allclose(dx, dout * np.maximum(x, 0)), say(
        en="You multiplied by the output. Multiply by the slope, 1 where x was positive.",
        ja="出力を掛けています。掛けるのは傾きで、x が正のところでは 1 です。",
    )
    expect_close(dx, dout * on, "ReLU().backward(dout)")

    yield say(en="LeakyReLU, forward", ja="LeakyReLUの順伝播")
    layer = answer.LeakyReLU(0.1)
    y = expect_array(layer.forward(x), "LeakyReLU(0.1).forward(x)", shape=x.shape)
    assert y.any(), say(en="y is 0 everywhere.", ja="y がどこも 0 です。")
    assert not np.allclose(y, np.maximum(x, 0)), say(
        en="This is ReLU: what is negative becomes 0. Here it is multiplied by alpha.",
        ja="これは ReLU です。負の数は 0 にせず、alpha 倍にします。",
    )
    assert not np.allclose(y, np.where(on, x, 0.1)), say(
        en="Where x is negative, y is alpha itself. It should be alpha times x.",
        ja="x が負のところで、y が alpha そのものになっています。alpha と x の積にします。",
    )
    expect_close(y, np.where(on, x, 0.1 * x), "LeakyReLU(0.1).forward(x)")

    yield say(en="LeakyReLU, backward", ja="LeakyReLUの逆伝播")
    dx = expect_array(layer.backward(dout), "LeakyReLU(0.1).backward(dout)", shape=x.shape)
    assert not np.allclose(dx, dout), say(
        en="dx is dout, unchanged. Where x was negative, the gradient is multiplied by alpha.",
        ja="dx が dout のままです。x が負だったところでは、勾配を alpha 倍にします。",
    )
    assert not np.allclose(dx, dout * on), say(
        en="Where x was negative, nothing gets through. The slope there is alpha.",
        ja="x が負だったところで、勾配が通っていません。そこの傾きは alpha です。",
    )
    assert not np.allclose(dx, np.where(on, dout, 0.1)), say(
        en="Where x was negative, dx is alpha itself. It should be alpha times dout.",
        ja="x が負だったところで、dx が alpha そのものになっています。alpha と dout の積にします。",
    )
    expect_close(dx, np.where(on, dout, 0.1 * dout), "LeakyReLU(0.1).backward(dout)")

    yield say(
        en="Slopes: 0.01 unless told, 0, 1, and negative", ja="傾き：指定なしなら 0.01、0、1、負"
    )
    for alpha in (None, 0.0, 1.0, -2.0):
        layer = answer.LeakyReLU() if alpha is None else answer.LeakyReLU(alpha)
        slope = 0.01 if alpha is None else alpha
        name = "LeakyReLU()" if alpha is None else f"LeakyReLU({alpha})"
        y, dx = layer.forward(x), layer.backward(dout)
        if alpha is not None and alpha < 0:
            of_output = np.where(np.where(on, x, alpha * x) > 0, dout, alpha * dout)
            assert not np.allclose(dx, of_output), say(
                en=f"{name}: the mask comes from the output. With a negative slope -1 becomes 2, and the output no longer "
                "tells on which side x was. Take the mask from the input.",
                ja=f"{name}：マスクを出力から作っています。傾きが負だと -1 が 2 になり、x がどちら側だったか、出力からは分かりません。"
                "マスクは入力から作ってください。",
            )
        expect_close(y, np.where(on, x, slope * x), f"{name}.forward(x)")
        expect_close(dx, np.where(on, dout, slope * dout), f"{name}.backward(dout)")

    yield say(en="Another batch, and two layers at once", ja="別のバッチ、二つの層を同時に")
    rng = np.random.default_rng(7)
    for make, slope in ((answer.ReLU, 0.0), (lambda: answer.LeakyReLU(0.3), 0.3)):
        one, other = make(), make()
        for shape in ((5,), (4, 3), (2, 3, 4, 5)):
            a, b, dout = rng.standard_normal((3, *shape))
            one.forward(a)
            other.forward(b)
            for layer, inputs in ((one, a), (other, b)):
                wanted = np.where(inputs > 0, dout, slope * dout)
                got = expect_array(layer.backward(dout), "backward(dout)", shape=shape)
                mixed = np.where((b if layer is one else a) > 0, dout, slope * dout)
                assert not np.allclose(got, mixed) or np.allclose(mixed, wanted), say(
                    en="One layer used the mask of another. Keep it in self, not in the class.",
                    ja="ある層が、別の層のマスクを使いました。クラスではなく self に入れてください。",
                )
                expect_close(got, wanted, "backward(dout)", rtol=1e-9)

    yield say(en="float32 stays float32", ja="float32はfloat32のまま")
    small = rng.standard_normal((3, 4)).astype(np.float32)
    for name, layer in (("ReLU()", answer.ReLU()), ("LeakyReLU(0.1)", answer.LeakyReLU(0.1))):
        expect_array(layer.forward(small), f"{name}.forward(x)", dtype=np.float32)
        expect_array(layer.backward(small), f"{name}.backward(dout)", dtype=np.float32)
