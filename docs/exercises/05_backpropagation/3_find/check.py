import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close, writable


def check(answer, say):
    x = np.array([[-1.0, 2.0, -3.0], [4.0, -5.0, 6.0]])
    dout = np.array([[10.0, 20.0, 30.0], [40.0, 50.0, 60.0]])
    mask = x > 0

    yield say(en="forward is as it was", ja="forwardは元のまま")
    layer = answer.Residual()
    expect_close(layer.forward(x), np.maximum(x, 0) + x, "Residual().forward(x)")

    yield say(en="Residual: the two paths add up", ja="Residual：二つの経路の分を足す")
    handed = dout.copy()
    dx = expect_array(layer.backward(writable(handed)), "Residual().backward(dout)", shape=x.shape)
    for lost, en, ja in (
        (
            2 * dout * mask,
            "The straight path is lost: it should bring dout. Was it still the same dout when the two were added?",
            "まっすぐな経路の分が消えました。dout が届くはずです。足し算をしたとき、dout は元のままだったでしょうか。",
        ),
        (
            2 * dout,
            "The path through relu brings dout, too. It should be 0 there.",
            "relu の経路からも dout が届いています。そこでは 0 のはずです。",
        ),
        (
            dout,
            "Only the straight path is left there. That is right for a negative x, but a positive one moves both paths.",
            "まっすぐな経路の分しかありません。x が負のところはそれで合っていますが、正のところでは、両方の経路が動きます。",
        ),
        (
            dout * mask,
            "Only the path through relu is left. The straight one brings dout, whatever x may be.",
            "relu の経路の分しかありません。まっすぐな経路からは、x がいくつでも dout が届きます。",
        ),
    ):
        assert not np.allclose(dx, lost), say(
            en=f"At x = {x[0, 0]:g} dx is {dx[0, 0]:g}, and at x = {x[0, 1]:g} it is {dx[0, 1]:g}: "
            + en,
            ja=f"x = {x[0, 0]:g} で dx が {dx[0, 0]:g}、x = {x[0, 1]:g} で {dx[0, 1]:g} です。"
            + ja,
        )
    expect_close(dx, dout * mask + dout, "Residual().backward(dout)")

    yield say(en="The dout that was handed in stays as it was", ja="渡された dout は元のまま")
    assert np.array_equal(handed, dout), say(
        en="dx is right, but the dout of whoever called backward has changed. Another path may still need it.",
        ja="dx は合っていますが、backward を呼んだ側の dout が書き換わりました。ほかの経路が、まだ使うかもしれません。",
    )

    yield say(en="Relu alone", ja="Reluだけ")
    relu = answer.Relu()
    expect_close(relu.forward(x), np.maximum(x, 0), "Relu().forward(x)")
    handed = dout.copy()
    expect_close(relu.backward(writable(handed)), dout * mask, "Relu().backward(dout)")
    assert np.array_equal(handed, dout), say(
        en="Relu still writes into the dout that it is handed. Residual is safe now, but the next branch is not.",
        ja="Relu は、まだ渡された dout に書き込んでいます。Residual は直りましたが、別の分かれ道に置けば、また間違えます。",
    )

    yield say(en="A second batch, of another size", ja="大きさの違う 2 回目のバッチ")
    x, dout = -x[:1, :2], dout[1:, :2]
    expect_close(layer.forward(x), np.maximum(x, 0) + x, "Residual().forward(x)")
    wanted = dout * (x > 0) + dout
    for _ in range(2):
        expect_close(layer.backward(dout), wanted, "Residual().backward(dout)")
