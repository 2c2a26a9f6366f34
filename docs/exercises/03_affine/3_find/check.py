import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close, writable


def check(answer, say):
    x = np.array([[1.0, 2.0, 0.0], [3.0, 0.0, -1.0], [0.0, 1.0, 5.0], [2.0, -2.0, 1.0]])
    W = np.array([[1.0, 10.0], [2.0, 20.0], [-3.0, 30.0]])
    b = np.array([5.0, -5.0])
    dout = np.array([[1.0, 2.0], [0.0, 3.0], [4.0, -1.0], [2.0, 5.0]])
    rate = 0.5

    yield say(en="forward is as it was", ja="forwardは元のまま")
    layer = answer.Affine(writable(W.copy()), writable(b.copy()), rate)
    expect_close(layer.forward(x), x @ W + b, "layer.forward(x)")

    yield say(
        en="The update is as it was: W and b, after backward",
        ja="更新は元のまま：backwardの後のWとb",
    )
    dx = layer.backward(dout)
    for name, old, gradient in (("W", W, x.T @ dout), ("b", b, dout.sum(axis=0))):
        new = expect_array(getattr(layer, name), f"layer.{name}", shape=old.shape)
        assert not np.array_equal(new, old), say(
            en=f"{name} has not moved. The mistake is in what backward returns; the update itself was right and has to "
            "run.",
            ja=f"{name} が動いていません。間違っているのは backward の返す値です。更新のほうは正しいので、実行されるようにしておきます。",
        )
        expect_close(new, old - rate * gradient, f"layer.{name}", rtol=1e-9)

    yield say(en="dx: what backward returns", ja="dx：backwardの返す値")
    dx = expect_array(dx, "layer.backward(dout)", shape=x.shape)
    assert not np.allclose(dx, dout @ layer.W.T), say(
        en="This gradient went through W as it is after the update. The loss was computed with the W before it. Does the "
        "`W` that you use still hold the old numbers when you use it?",
        ja="この勾配は、更新した後の W を通っています。損失を計算したときの W は、更新する前のものでした。お使いの `W` には、使う時点で"
        "まだ元の数が入っているでしょうか。",
    )
    expect_close(dx, dout @ W.T, "layer.backward(dout)", rtol=1e-9)

    yield say(
        en="A second step, from where the first one ended", ja="1 歩目の終わったところから 2 歩目"
    )
    W, b = np.array(layer.W), np.array(layer.b)
    x, dout = x[:1] + 1, dout[1:2] - 2
    expect_close(layer.forward(x), x @ W + b, "layer.forward(x)", rtol=1e-9)
    expect_close(layer.backward(dout), dout @ W.T, "layer.backward(dout)", rtol=1e-9)
    expect_close(layer.W, W - rate * (x.T @ dout), "layer.W", rtol=1e-9)
