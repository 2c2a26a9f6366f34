import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close, writable


def check(answer, say):
    def make(W, b):
        """A layer of the learner's, with arrays that an update may write into."""
        return answer.Affine(writable(W.copy()), writable(b.copy()))

    def expect_in_place(got, wanted, name):
        same = np.allclose(np.sort(got, axis=None), np.sort(wanted, axis=None))
        assert not same or np.allclose(got, wanted), say(
            en=f"{name} holds the right numbers in the wrong places. reshape keeps the order in which numbers are read; to "
            "exchange rows and columns takes .T.",
            ja=f"{name} の数は合っていますが、場所が違います。reshape は数を読む順番を変えません。行と列を入れ替えるのは .T です。",
        )
        expect_close(got, wanted, name)

    def run(layer, x, dout):
        """What a layer gives for one batch, by name; its W and b have to stay as they were."""
        before = {name: np.array(getattr(layer, name)) for name in ("W", "b")}
        y = layer.forward(x)
        dx = layer.backward(dout)
        for name, old in before.items():
            assert np.array_equal(getattr(layer, name), old), say(
                en=f"self.{name} changed in forward or backward. The layer finds gradients; the update comes later, outside "
                "of it.",
                ja=f"forward か backward の中で self.{name} が変わりました。層は勾配を求めるだけです。更新は後で、層の外から行います。",
            )
        return {"y": y, "dx": dx, "dW": layer.dW, "db": layer.db}

    def right(x, W, b, dout):
        return {"y": x @ W + b, "dx": dout @ W.T, "dW": x.T @ dout, "db": dout.sum(axis=0)}

    x = np.array([[1.0, 2.0, 0.0], [3.0, 0.0, -1.0], [0.0, 1.0, 5.0], [2.0, -2.0, 1.0]])
    W = np.array([[1.0, 10.0], [2.0, 20.0], [-3.0, 30.0]])
    b = np.array([5.0, -5.0])
    dout = np.array([[1.0, 2.0], [0.0, 3.0], [4.0, -1.0], [2.0, 5.0]])
    N, D, M = 4, 3, 2

    yield say(
        en="forward: four samples, three inputs, two outputs",
        ja="forward：サンプル 4、入力 3、出力 2",
    )
    layer = make(W, b)
    y = expect_array(layer.forward(x), "layer.forward(x)", shape=(N, M))
    assert y.any(), say(en="y is 0 everywhere.", ja="y がどこも 0 です。")
    assert not np.allclose(y, x @ W), say(
        en="y is x @ W. The bias is still to be added.",
        ja="y が x @ W のままです。バイアスを足していません。",
    )
    expect_close(y, x @ W + b, "layer.forward(x)")

    yield say(en="backward returns dx, and nothing else", ja="backwardが返すのは dx だけ")
    dx = layer.backward(dout)
    assert not isinstance(dx, (tuple, list)), say(
        en=f"backward returned {len(dx)} things. It returns the gradient of the input alone; those of W and b go into "
        "self.dW and self.db.",
        ja=f"backward が {len(dx)} 個の値を返しました。返すのは入力の勾配だけです。W と b の勾配は self.dW and self.db に入れます。",
    )
    dx = expect_array(dx, "layer.backward(dout)", shape=(N, D))
    assert dx.any(), say(en="dx is 0 everywhere.", ja="dx がどこも 0 です。")
    expect_in_place(dx, dout @ W.T, "dx")

    yield say(en="self.dW: the samples add up", ja="self.dW：サンプルの分を足し合わせる")
    dW = layer.dW
    assert np.shape(dW) != (M, D), say(
        en=f"self.dW has shape {(M, D)}: this is the transpose. W is {(D, M)}, so its gradient is too.",
        ja=f"self.dW の形状が {(M, D)} で、転置です。W が {(D, M)} なので、勾配も同じ形状になります。",
    )
    assert np.shape(dW) != (N * D, N * M), say(
        en=f"self.dW has shape {(N * D, N * M)}: np.outer flattens both arrays. It is a product for one sample; here "
        f"there are {N}.",
        ja=f"self.dW の形状が {(N * D, N * M)} です。np.outer は、二つの配列を平らにしてしまいます。サンプルが一つのときの式で、"
        f"ここには {N} 個あります。",
    )
    dW = expect_array(dW, "self.dW", shape=(D, M))
    assert dW.any(), say(en="self.dW is 0 everywhere.", ja="self.dW がどこも 0 です。")
    assert not np.allclose(dW, x.T @ dout / N), say(
        en=f"self.dW is {N} times too small: you took the mean over the batch. The loss takes the mean; its 1/N is in "
        "dout already.",
        ja=f"self.dW が {N} 分の 1 です。バッチで平均しています。平均するのは損失の役目で、その 1/N は dout にもう入っています。",
    )
    for n, which in ((0, ("first", "最初")), (N - 1, ("last", "最後"))):
        assert not np.allclose(dW, np.outer(x[n], dout[n])), say(
            en=f"In self.dW there is only the {which[0]} sample, of {N}. W is used by all of them.",
            ja=f"self.dW に、{which[1]}のサンプルの分しか入っていません。W は {N} 個のサンプルすべてが使います。",
        )
    expect_in_place(dW, x.T @ dout, "self.dW")

    yield say(en="self.db: over which axis?", ja="self.db：どの軸で足すか")
    db = layer.db
    assert np.shape(db) != (N, M), say(
        en=f"self.db has shape {(N, M)}, one row for each of the {N} samples. There is only one b, of shape {(M,)}, and "
        "every sample uses it: what becomes of the rows?",
        ja=f"self.db の形状が {(N, M)} で、{N} 個のサンプルに 1 行ずつあります。b は形状 {(M,)} の一つだけで、どのサンプルも同じ b を"
        "使います。行どうしを、どうすればよいでしょうか。",
    )
    assert np.shape(db) not in ((N,), (N, 1)), say(
        en=f"self.db has shape {np.shape(db)}, one number for each sample. b has one for each output, {(M,)}: you added "
        "up the wrong axis.",
        ja=f"self.db の形状が {np.shape(db)} で、サンプルごとに一つずつあります。b は出力ごとに一つ、{(M,)} です。足す軸が違います。",
    )
    assert db is None or np.ndim(db) != 0, say(
        en=f"self.db is a single number. b has one for each output, {(M,)}, so add up one axis only.",
        ja=f"self.db が一つの数になっています。b は出力ごとに一つ、{(M,)} なので、足す軸は一つだけです。",
    )
    db = expect_array(db, "self.db", shape=(M,))
    assert db.any(), say(en="self.db is 0 everywhere.", ja="self.db がどこも 0 です。")
    assert not np.allclose(db, dout.mean(axis=0)), say(
        en=f"self.db is {N} times too small: you took the mean over the batch. Raise b by h, and every one of the {N} "
        "samples moves by h. The loss takes the mean; its 1/N is in dout already.",
        ja=f"self.db が {N} 分の 1 です。平均をとっています。b を h だけ増やすと、{N} 個のサンプルの出力がどれも h だけ動きます。"
        "平均するのは損失の役目で、その 1/N は dout にもう入っています。",
    )
    expect_close(db, dout.sum(axis=0), "self.db")

    yield say(
        en="The same layer again, with a batch of one",
        ja="同じ層に、サンプル 1 個のバッチをもう一度",
    )
    one_x, one_dout = x[1:2] + 1, dout[1:2] + 2
    found, wanted = run(layer, one_x, one_dout), right(one_x, W, b, one_dout)
    for name, before in (("W", x.T @ dout), ("b", dout.sum(axis=0))):
        assert not np.allclose(found[f"d{name}"], before + wanted[f"d{name}"]), say(
            en=f"self.d{name} holds the sum of both calls of backward. Each call tells of its own batch: assign, with = "
            "instead of +=.",
            ja=f"self.d{name} に、2 回の backward の分が足し合わされています。入れるのは、そのときのバッチの分だけです。+= ではなく "
            "= を使います。",
        )
    for name, value in wanted.items():
        expect_close(
            found[name], value, say(en=f"{name}, N = 1", ja=f"{name}（サンプル 1 個）"), rtol=1e-9
        )

    yield say(
        en="After an update: the layer uses the new W and b", ja="更新の後：新しい W と b を使う"
    )
    for changed in ("W", "b"):
        layer = make(W, b)
        run(layer, x, dout)
        parameter = getattr(layer, changed)
        parameter += 1
        found = run(layer, x, dout)
        old, wanted = right(x, W, b, dout), right(x, layer.W, layer.b, dout)
        for name in ("y", "dx"):
            missed = np.allclose(found[name], old[name]) and not np.allclose(
                wanted[name], old[name]
            )
            assert not missed, say(
                en=f"self.{changed} was changed, as an update does it, and {name} came out as before. Use self.W and self.b "
                "themselves each time that you need them, not what you computed or copied earlier.",
                ja=f"更新のときと同じように self.{changed} を変えましたが、{name} が前と同じままです。前に計算したものやコピーではなく、"
                "そのときの self.W と self.b を使ってください。",
            )
        for name, value in wanted.items():
            expect_close(
                found[name],
                value,
                say(en=f"{name}, after an update", ja=f"更新後の {name}"),
                rtol=1e-9,
            )

    yield say(
        en="Two layers in a row, and other sizes, equal ones too",
        ja="二つの層を続けて、ほかの大きさ、そろった大きさでも",
    )
    rng = np.random.default_rng(3)
    for N, D, H, M in ((2, 5, 7, 3), (6, 1, 2, 4), (3, 4, 5, 1), (3, 3, 3, 3)):
        x, dout = rng.standard_normal((N, D)), rng.standard_normal((N, M))
        W1, W2 = rng.standard_normal((D, H)), rng.standard_normal((H, M))
        b1, b2 = rng.standard_normal(H), rng.standard_normal(M)
        first, second = make(W1, b1), make(W2, b2)
        h = first.forward(x)
        found_second = run(second, h, dout)
        wanted_second = right(x @ W1 + b1, W2, b2, dout)
        dx = first.backward(found_second["dx"])
        wanted_first = right(x, W1, b1, wanted_second["dx"])
        found_first = {
            "y": h,
            "dx": dx,
            "dW": first.dW,
            "db": first.db,
        }
        assert np.array_equal(second.db, found_second["db"]), say(
            en="backward of one layer changed the gradients of another. Keep them in self, not in the class: "
            "self.db, not Affine.db.",
            ja="ある層の backward が、別の層の勾配を変えました。クラスではなく self に入れます（Affine.db ではなく self.db）。",
        )
        for which, found, wanted in (
            (say(en="second layer", ja="後の層"), found_second, wanted_second),
            (say(en="first layer", ja="前の層"), found_first, wanted_first),
        ):
            for name, value in wanted.items():
                label = say(
                    en=f"{name} of the {which}, {N} samples", ja=f"{which}の {name}、サンプル {N}"
                )
                expect_close(found[name], value, label, rtol=1e-9, atol=1e-12)

    yield say(en="float32 stays float32", ja="float32はfloat32のまま")
    small = [array.astype(np.float32) for array in (x, W1, b1)]
    layer = make(*small[1:])
    found = run(layer, small[0], np.ones((N, H), np.float32))
    for name, got in found.items():
        expect_array(got, name, dtype=np.float32)
