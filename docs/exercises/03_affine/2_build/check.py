import numpy as np

from lesson_code import Affine
from lesson_code.exercises.grading import expect_array, expect_close


def right(x, W, dout):
    layer = Affine(W, np.zeros(W.shape[1]))
    layer.forward(x)
    return layer.backward(dout), layer.grads["W"], layer.grads["b"]


def check(answer, say):
    def backward(x, W, dout):
        got = answer.affine_backward(x, W, dout)
        assert isinstance(got, tuple) and len(got) == 3, say(
            en="Return three arrays: dx, dW, db.", ja="dx、dW、db の三つを返してください。"
        )
        return got

    yield say(en="dx: four samples, three inputs, two outputs", ja="dx：サンプル 4、入力 3、出力 2")
    x = np.array([[1.0, 2.0, 0.0], [3.0, 0.0, -1.0], [0.0, 1.0, 5.0], [2.0, -2.0, 1.0]])
    W = np.array([[1.0, 10.0], [2.0, 20.0], [-3.0, 30.0]])
    dout = np.array([[1.0, 2.0], [0.0, 3.0], [4.0, -1.0], [2.0, 5.0]])
    N, D, M = 4, 3, 2
    dx, dW, db = backward(x, W, dout)
    assert sorted(map(np.shape, (dx, dW, db))) != [(M,), (D, M), (N, D)] or np.shape(dx) == (
        N,
        D,
    ), say(
        en="The shapes are those of dx, dW and db, but not in the order dx, dW, db.",
        ja="形状は三つともありますが、dx、dW、db の順に返してください。",
    )
    dx = expect_array(dx, "dx", shape=(N, D))
    assert dx.any(), say(en="dx is 0 everywhere.", ja="dx がどこも 0 です。")
    expect_close(dx, dout @ W.T, "dx")

    yield say(en="dW: the samples add up", ja="dW：サンプルの分を足し合わせる")
    assert np.shape(dW) != (M, D), say(
        en=f"dW has shape {(M, D)}: this is the transpose. W is {(D, M)}, so dW is too.",
        ja=f"dW の形状が {(M, D)} で、転置です。W が {(D, M)} なので、dW も同じ形状になります。",
    )
    assert np.shape(dW) != (N * D, N * M), say(
        en=f"dW has shape {(N * D, N * M)}: np.outer flattens both arrays. It is a product for one sample; here "
        f"there are {N}.",
        ja=f"dW の形状が {(N * D, N * M)} です。np.outer は、二つの配列を平らにしてしまいます。サンプルが一つのときの式で、"
        f"ここには {N} 個あります。",
    )
    dW = expect_array(dW, "dW", shape=(D, M))
    assert dW.any(), say(en="dW is 0 everywhere.", ja="dW がどこも 0 です。")
    assert not np.allclose(dW, x.T @ dout / N), say(
        en=f"dW is {N} times too small: you took the mean over the batch. Change W a little, and the loss moves through "
        "every sample; the paths add up. The loss takes the mean; its 1/N is in dout already.",
        ja=f"dW が {N} 分の 1 です。バッチで平均しています。W を少し動かすと、損失はどのサンプルを通っても動くので、道の分を足します。"
        "平均するのは損失の役目で、その 1/N は dout にもう入っています。",
    )
    for n, which in ((0, ("first", "最初")), (N - 1, ("last", "最後"))):
        assert not np.allclose(dW, np.outer(x[n], dout[n])), say(
            en=f"In dW there is only the {which[0]} sample, of {N}. W is used by all of them.",
            ja=f"dW に、{which[1]}のサンプルの分しか入っていません。W は {N} 個のサンプルすべてが使います。",
        )
    expect_close(dW, x.T @ dout, "dW")

    yield say(en="db: over which axis?", ja="db：どの軸で足すか")
    assert np.shape(db) != (N, M), say(
        en=f"db has shape {(N, M)}, one row for each of the {N} samples. There is only one b, of shape {(M,)}, and every "
        "sample uses it: what becomes of the rows?",
        ja=f"db の形状が {(N, M)} で、{N} 個のサンプルに 1 行ずつあります。b は形状 {(M,)} の一つだけで、どのサンプルも同じ b を使います。"
        "行どうしを、どうすればよいでしょうか。",
    )
    assert np.shape(db) not in ((N,), (N, 1)), say(
        en=f"db has shape {np.shape(db)}, one number for each sample. b has one for each output, {(M,)}: you added up the wrong "
        "axis.",
        ja=f"db の形状が {np.shape(db)} で、サンプルごとに一つずつあります。b は出力ごとに一つ、{(M,)} です。足す軸が違います。",
    )
    assert np.ndim(db) != 0, say(
        en=f"db is a single number. b has one for each output, {(M,)}, so add up one axis only.",
        ja=f"db が一つの数になっています。b は出力ごとに一つ、{(M,)} なので、足す軸は一つだけです。",
    )
    db = expect_array(db, "db", shape=(M,))
    assert db.any(), say(en="db is 0 everywhere.", ja="db がどこも 0 です。")
    assert not np.allclose(db, dout.mean(axis=0)), say(
        en=f"db is {N} times too small: you took the mean over the batch. Raise b by h, and every one of the {N} samples moves by "
        "h. The loss takes the mean; its 1/N is in dout already.",
        ja=f"db が {N} 分の 1 です。平均をとっています。b を h だけ上げると、{N} 個のサンプルがどれも h だけ動きます。"
        "平均するのは損失の役目で、その 1/N は dout にもう入っています。",
    )
    expect_close(db, dout.sum(axis=0), "db")

    yield say(en="A batch of one", ja="サンプルが一つだけのバッチ")
    for got, wanted, name in zip(
        backward(x[:1], W, dout[:1]), right(x[:1], W, dout[:1]), ("dx", "dW", "db"), strict=True
    ):
        expect_close(got, wanted, name)

    yield say(
        en="The same as Affine, for other sizes, equal ones too",
        ja="ほかの大きさでも、大きさがそろってもAffineと一致",
    )
    rng = np.random.default_rng(3)
    for N, D, M in ((2, 5, 7), (6, 1, 2), (3, 4, 1), (3, 3, 3)):
        x, W = rng.standard_normal((N, D)), rng.standard_normal((D, M))
        dout = rng.standard_normal((N, M))
        for got, wanted, name in zip(
            backward(x, W, dout), right(x, W, dout), ("dx", "dW", "db"), strict=True
        ):
            expect_close(got, wanted, f"{name} (N, D, M = {N}, {D}, {M})", rtol=1e-9, atol=1e-12)
