import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


class Matrix:
    """x A, and on the way back dout A^T; it counts how often it is asked."""

    def __init__(self, A):
        self.A, self.asked = A, 0

    def forward(self, x):
        return x @ self.A

    def backward(self, dout):
        self.asked += 1
        return dout @ self.A.T


def check(answer, say):
    rng = np.random.default_rng(19)

    def backward(A, dout):
        layer = Matrix(A)
        block = answer.Residual(layer)
        block.forward(rng.standard_normal(dout.shape))
        given = dout.copy()
        dx = expect_array(block.backward(dout), "backward(dout)", shape=dout.shape)
        assert np.array_equal(dout, given), say(
            en="backward has changed the dout that was handed in. Others use it, too: write dout + ..., not dout += ...",
            ja="backward が、渡された dout を書き換えています。dout はほかでも使うので、dout += ... ではなく dout + ... とします。",
        )
        assert layer.asked, say(
            en="The layer was never asked. Its way is half of the answer: x went into it, too.",
            ja="layer の backward を呼んでいません。x は layer にも入ったので、そこから戻る勾配も要ります。",
        )
        return dx

    yield say(en="A layer that shuts its way", ja="何も通さない層")
    dout = rng.standard_normal((2, 3))
    dx = backward(np.zeros((3, 3)), dout)
    assert dx.any(), say(
        en="The layer passes nothing, and dx is 0. But y is x then, so dx must be dout: the way around the layer is missing.",
        ja="何も通さない層で、dx が 0 になりました。このとき y は x そのものなので、dx は dout のはずです。近道が抜けています。",
    )
    expect_close(dx, dout, "backward(dout)")

    yield say(en="A layer that mixes three numbers", ja="三つの数を混ぜる層")
    A = rng.standard_normal((3, 3))
    dx = backward(A, dout)
    through = dout @ A.T
    assert not np.allclose(dx, through - dout), say(
        en="The way around the layer has the wrong sign: y is x plus what the layer makes.",
        ja="近道の符号が逆です。y は、x と層の出力の和です。",
    )
    assert not np.allclose(dx, (dout + through) / 2), say(
        en="You took the mean of the two. Gradients of two ways are added.",
        ja="二つの平均になっています。二つの経路の勾配は足します。",
    )
    assert not np.allclose(dx, dout * through), say(
        en="You multiplied the two. Where paths part, gradients are added.",
        ja="二つを掛けています。枝分かれしたところでは、勾配を足します。",
    )
    assert not np.allclose(dx, (2 * dout) @ A.T), say(
        en="dout was added before it went through the layer. Add it to what comes out.",
        ja="層に入れる前に dout を足しています。層から戻った勾配に足してください。",
    )
    expect_close(dx, dout + through, "backward(dout)")

    yield say(en="Other shapes", ja="ほかの形状")
    for shape in ((1, 1), (5, 4), (2, 3, 4, 4)):
        dout = rng.standard_normal(shape)
        A = rng.standard_normal((shape[-1], shape[-1]))
        expect_close(backward(A, dout), dout + dout @ A.T, f"backward(dout), {shape}")
