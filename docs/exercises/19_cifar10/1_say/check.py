import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


class Matrix:
    """x A, and on the way back dout A^T."""

    def __init__(self, A):
        self.A = A

    def forward(self, x):
        return x @ self.A

    def backward(self, dout):
        return dout @ self.A.T


def check(answer, say):
    rng = np.random.default_rng(19)

    def backward(A, dout):
        block = answer.Residual(Matrix(A))
        block.forward(rng.standard_normal(dout.shape))
        return expect_array(block.backward(dout), "backward(dout)", shape=dout.shape)

    yield say(en="A layer that mixes three numbers", ja="三つの数を混ぜる層")
    dout, A = rng.standard_normal((2, 3)), rng.standard_normal((3, 3))
    dx, through = backward(A, dout), dout @ A.T
    assert not np.allclose(dx, through), say(
        en="This is what comes back through the layer. But x is also added to y as it is: the way around the layer is missing.",
        ja="層を通って戻る勾配だけになっています。x はそのまま y にも足されています。近道が抜けています。",
    )
    assert not np.allclose(dx, dout), say(
        en="This is what comes back around the layer. But x went into the layer, too: ask it for layer.backward(dout).",
        ja="近道を通って戻る勾配だけになっています。x は layer にも入ったので、layer.backward(dout) も要ります。",
    )
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
    assert not np.allclose(dx, 2 * through), say(
        en="dout was added before it went through the layer. Add it to what comes out.",
        ja="層に入れる前に dout を足しています。層から戻った勾配に足してください。",
    )
    expect_close(dx, dout + through, "backward(dout)")

    yield say(en="A layer that shuts its way", ja="何も通さない層")
    expect_close(backward(np.zeros((3, 3)), dout), dout, "backward(dout)")

    yield say(en="Other shapes", ja="ほかの形状")
    for shape in ((1, 1), (5, 4), (2, 3, 4, 4)):
        dout = rng.standard_normal(shape)
        A = rng.standard_normal((shape[-1], shape[-1]))
        expect_close(backward(A, dout), dout + dout @ A.T, f"backward(dout), {shape}")
