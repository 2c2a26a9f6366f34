import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def slope(z):
    return sigmoid(z) * sigmoid(-z)


def check(answer, say):
    z = np.array([[-2.0, -0.5, 0.0], [0.5, 1.0, 3.0]])
    dout = np.array([[1.0, 2.0, -1.0], [0.5, -3.0, 4.0]])

    yield say(en="forward is as it was", ja="forwardは元のまま")
    layer = answer.Sigmoid()
    y = expect_array(layer.forward(z), "layer.forward(z)", shape=z.shape)
    assert not np.allclose(y, 2 * sigmoid(z) - 1), say(
        en="Sigmoid now stretches its output itself. That is the work of Stretch; Sigmoid's output was right.",
        ja="Sigmoid が出力を広げるようになりました。それは Stretch の仕事です。Sigmoid の出力は、元のままで合っています。",
    )
    expect_close(y, sigmoid(z), "layer.forward(z)", rtol=1e-9)

    yield say(
        en="backward, when nobody writes into anything", ja="だれも書き換えないときのbackward"
    )
    expect_close(layer.backward(dout), dout * slope(z), "layer.backward(dout)", rtol=1e-9)

    yield say(en="The output can be written into", ja="出力は書き換えられる")
    layer = answer.Sigmoid()
    y = layer.forward(z)
    assert isinstance(y, np.ndarray) and y.flags.writeable, say(
        en="Your output cannot be written into, so Stretch stops with an error. It has to go on working.",
        ja="出力に書き込めなくなり、Stretch がエラーで止まります。Stretch は、そのまま動かなければなりません。",
    )

    yield say(
        en="backward, after the output was written into", ja="出力が書き換えられた後のbackward"
    )
    y *= 2
    y -= 1
    got = expect_array(layer.backward(dout), "layer.backward(dout)", shape=z.shape)
    written = 2 * sigmoid(z) - 1
    assert not np.allclose(got, dout * written * (1 - written)), say(
        en="What backward used has been written into: its slope at z = -2 is "
        f"{written[0, 0] * (1 - written[0, 0]):.4f}, and a sigmoid has no negative slope. The array that you keep is still "
        "the one that you return.",
        ja=f"backward の使った数が、書き換えられています。z = -2 での傾きが {written[0, 0] * (1 - written[0, 0]):.4f} になりましたが、"
        "シグモイドの傾きは負になりません。取っておいた配列が、まだ、返した配列と同じものです。",
    )
    expect_close(got, dout * slope(z), "layer.backward(dout)", rtol=1e-9)
    layer = answer.Sigmoid()
    y = layer.forward(z)
    y[...] = 7
    got = expect_array(layer.backward(dout), "layer.backward(dout)", shape=z.shape)
    assert np.allclose(got, dout * slope(z)), say(
        en="The slope is right after Stretch alone. When 7 is written into the output, it is wrong: do not calculate back "
        "what Stretch does, keep what nobody else can reach.",
        ja="正しいのは、Stretch の後だけです。出力に 7 を書き込むと、間違えます。Stretch の計算を逆にたどるのではなく、"
        "ほかからは書き換えられないものを取っておきましょう。",
    )

    yield say(
        en="backward, after the input was written into", ja="入力が書き換えられた後のbackward"
    )
    layer = answer.Sigmoid()
    own = z.copy()
    layer.forward(own)
    own[...] = 100
    got = expect_array(layer.backward(dout), "layer.backward(dout)", shape=z.shape)
    assert np.allclose(got, dout * slope(z)), say(
        en="Now the output may be written into, but not the input: z belongs to whoever handed it over, and it has changed "
        "since. What you keep has to be an array of your own.",
        ja="出力は書き換えられてもよくなりましたが、入力が書き換えられると間違えます。z は渡した側の配列で、そのあと変わることがあります。"
        "取っておくのは、自分で作った配列にします。",
    )

    yield say(en="A second time, with another shape", ja="形状を変えて、もう一度")
    z, dout = np.array([-1.5, 4.0]), np.array([2.0, -1.0])
    y = layer.forward(z)
    y *= 0
    expect_close(layer.backward(dout), dout * slope(z), "layer.backward(dout)", rtol=1e-9)
