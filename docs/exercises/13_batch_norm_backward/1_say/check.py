import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    dout = np.array([[6.0, 1.0], [0.0, 3.0], [3.0, 2.0], [-1.0, 4.0]])
    N = len(dout)

    def backward(dout):
        return expect_array(answer.centre_backward(dout), "centre_backward(dout)", shape=dout.shape)

    yield say(en="Four samples, two features", ja="サンプル 4、特徴 2")
    dx = backward(dout)
    mean = dout.mean(axis=0)
    assert not np.allclose(dx, dout), say(
        en="dx is dout, as if the mean were a constant. Raise one x, and the mean rises, too: all outputs fall a little.",
        ja="dx が dout のままで、平均を定数とみなしています。x を一つ上げると平均も上がり、どの出力も少し下がります。",
    )
    assert dx.any(), say(
        en="dx is 0 everywhere. That is right for dout = 1, and for hardly any other.",
        ja="dx がどこも 0 です。dout = 1 なら正しいのですが、ほかの dout ではまず違います。",
    )
    assert not np.allclose(dx, dout + mean), say(
        en="The mean is subtracted in the forward pass. What sign does its path have?",
        ja="順伝播では平均を引いています。その経路の符号はどうなりますか。",
    )
    assert not np.allclose(dx, dout - dout.sum(axis=0)), say(
        en=f"You took away the sum. Through the mean each x gets only its share, 1/{N} of it.",
        ja=f"和を引いています。平均を通ってそれぞれの x に届くのは、その {N} 分の 1 です。",
    )
    assert not np.allclose(dx, dout * (1 - 1 / N)), say(
        en="This is how far an x moves its own output. But it moves the others as well, and their gradients come back too.",
        ja="これは、x が自分の出力だけを動かすと考えたときの答えです。x はほかの出力も動かすので、その勾配も戻ってきます。",
    )
    assert not np.allclose(dx, dout - dout.mean()), say(
        en="You took one mean of the whole array. Each column has its own.",
        ja="配列全体の平均を引いています。平均は列ごとに別です。",
    )
    assert not np.allclose(dx, dout - dout.mean(axis=1, keepdims=True)), say(
        en="You took the mean over the features of one sample. The forward pass takes it over the samples, axis 0.",
        ja="一つのサンプルの特徴について平均しています。順伝播の平均は、サンプルについて（軸 0）です。",
    )
    assert not np.allclose(dx, np.zeros_like(dout) - mean), say(
        en="This is the path through the mean alone. The one straight through the subtraction is missing.",
        ja="これは平均を通る経路だけです。引き算を直接通る経路が足りません。",
    )
    assert not np.allclose(dx, (dout - mean) / dout.std(axis=0)), say(
        en="Nothing was divided in the forward pass. Only the mean was taken away.",
        ja="順伝播では、平均を引いただけです。割り算はしていません。",
    )
    expect_close(dx, dout - mean, "centre_backward(dout)", rtol=1e-9, atol=1e-12)

    yield say(en="dout = 1: nothing comes back", ja="dout = 1：何も戻らない")
    expect_close(backward(np.ones((5, 3))), np.zeros((5, 3)), "dx", atol=1e-12)

    yield say(en="Other sizes, one sample too", ja="ほかの大きさ、サンプル一つでも")
    rng = np.random.default_rng(0)
    for shape in ((1, 3), (7, 1), (4, 4), (30, 2)):
        dout = rng.standard_normal(shape)
        expect_close(backward(dout), dout - dout.mean(axis=0), "dx", rtol=1e-9, atol=1e-12)
