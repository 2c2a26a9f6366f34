import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close, writable


class Net:
    """One affine layer, which notes what it is asked."""

    def __init__(self, W, b, calls):
        self.W, self.b, self.calls = W, b, calls
        self.dW, self.db = np.full_like(W, 100), np.full_like(b, 100)  # of the step before

    def forward(self, x):
        self.calls.append(("forward", np.shape(x)))
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.calls.append(("backward", dout))
        self.dW, self.db = self.x.T @ dout, np.sum(dout, axis=0)
        return dout @ self.W.T

    def parameters(self):
        self.calls.append(("parameters", None))
        return [(self.W, self.dW), (self.b, self.db)]


class Loss:
    """Half the mean of squares, which notes what it is asked."""

    def __init__(self, calls):
        self.calls = calls

    def forward(self, y, t):
        self.calls.append(("loss", np.shape(y)))
        self.d = y - t
        return float((self.d**2).sum() / (2 * len(t)))

    def backward(self):
        self.calls.append(("gradient", None))
        return self.d / len(self.d)


class Noting:
    """An optimiser of its own kind: three times the gradient."""

    def __init__(self, calls):
        self.calls = calls

    def update(self, parameters):
        self.calls.append(("update", None))
        for p, g in parameters:
            p -= 3 * g


def check(answer, say):
    def updated(optimizer, pairs):
        """New parameters; the gradients must be left as they are."""
        parameters = [(p.copy(), g.copy()) for p, g in pairs]
        optimizer.update(writable(parameters))
        for (_, before), (_, g) in zip(pairs, parameters, strict=True):
            assert np.array_equal(before, g), say(
                en="A gradient was changed. Only the parameters move; whoever looks at the gradients after the step should find "
                "what the network had computed.",
                ja="勾配が書き換わっています。動かすのはパラメータだけです。1 歩のあとで勾配を調べる人が、ネットワークの求めた値を見られるようにしておきます。",
            )
        return [p for p, _ in parameters]

    # ---- SGD

    yield say(en="SGD: one parameter, in place", ja="SGD：パラメータ一つ、その場で")
    p, g, lr = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[10.0, -10.0], [0.0, 5.0]]), 0.1
    [new] = updated(answer.SGD(lr), [(p, g)])
    assert not np.array_equal(new, p), say(
        en="The array has not changed. `p = ...` makes a new array and gives it the name p; the one that the layer "
        "holds stays as it was. Write into it.",
        ja="配列が変わっていません。`p = ...` は新しい配列を作って p と名付けるだけで、層が持っている配列は元のままです。"
        "その配列に書き込みます。",
    )
    assert not np.allclose(new, p + lr * g), say(
        en="It has gone uphill: the gradient has to be subtracted.",
        ja="坂を上っています。勾配は引きます。",
    )
    assert not np.allclose(new, p - g), say(
        en="It has moved by the whole gradient. Where is the learning rate?",
        ja="勾配の分だけ、そのまま動いています。学習率が掛かっていません。",
    )
    assert not np.allclose(new, -lr * g), say(
        en="The parameter is lost: what is left is the step alone. Take it away from what was there.",
        ja="元のパラメータが消えて、動かす分だけが残っています。元の値から引きます。",
    )
    for n in (len(p), p.size):
        assert not np.allclose(new, p - lr * g / n), say(
            en=f"The step is {n} times too short: it was divided by {n}. The mean over the images is in the gradient already.",
            ja=f"1 歩が {n} 分の 1 です。{n} で割っています。画像についての平均は、勾配にもう入っています。",
        )
    expect_close(new, p - lr * g, "the parameter after SGD(0.1).update", rtol=1e-12)

    yield say(
        en="SGD: several parameters, other learning rates",
        ja="SGD：いくつものパラメータ、ほかの学習率",
    )
    rng = np.random.default_rng(6)
    pairs = [(rng.standard_normal(s), rng.standard_normal(s)) for s in ((3, 2), (2,), (2, 4), (4,))]
    for lr in (0.5, 0.003):
        news = updated(answer.SGD(lr), pairs)
        moved = [not np.array_equal(new, p) for new, (p, _) in zip(news, pairs, strict=True)]
        assert all(moved), say(
            en=f"Of {len(pairs)} parameters, {sum(moved)} moved.",
            ja=f"{len(pairs)} 個のパラメータのうち、動いたのは {sum(moved)} 個です。",
        )
        for new, (p, g) in zip(news, pairs, strict=True):
            assert np.allclose(new, p - lr * g) or not np.allclose(new, p - 0.1 * g), say(
                en=f"SGD({lr}) takes the same step as SGD(0.1). Keep lr in the object and use it.",
                ja=f"SGD({lr}) の 1 歩が、SGD(0.1) と同じです。渡された lr を取っておいて使います。",
            )
            expect_close(new, p - lr * g, f"a parameter after SGD({lr}).update", rtol=1e-12)
    p, g = np.ones(3), np.ones(3)
    expect_close(updated(answer.SGD(), [(p, g)])[0], p - 0.01, "SGD().update, whose lr is 0.01")

    # ---- train_step

    x, t = rng.standard_normal((5, 4)), rng.standard_normal((5, 3))
    W, b = rng.standard_normal((4, 3)), rng.standard_normal(3)

    def step(W, b, make_optimizer):
        """What train_step returned, the network after it, and what it asked for."""
        calls = []
        net = Net(W.copy(), b.copy(), calls)
        got = answer.train_step(net, Loss(calls), make_optimizer(calls), x, t)
        return got, net, calls

    def right(W, b):
        d = x @ W + b - t
        return (d**2).sum() / (2 * len(x)), x.T @ d / len(x), d.mean(axis=0)

    yield say(
        en="train_step: what it calls, in which order",
        ja="train_step：何をどの順番で呼ぶか",
    )
    got, net, calls = step(W, b, Noting)
    names = [name for name, _ in calls]
    shapes = [shape for name, shape in calls if name == "forward"]
    assert not shapes or shapes[0] == x.shape, say(
        en=f"network.forward was given shape {shapes[0]}, and the mini-batch has {x.shape}. Send all images at once: one at a "
        "time is slow, and some layers, such as batch normalisation, need all of them.",
        ja=f"network.forward に形状 {shapes[0]} を渡しました。ミニバッチは {x.shape} です。全部を一度に通します。1 枚ずつでは遅く、"
        "バッチ正規化のように、全部がそろわないと計算できない層もあります。",
    )
    assert "update" in names, say(
        en="optimizer.update was never called. How to move is the optimiser's own business: train_step leaves it to the one "
        "that it was given.",
        ja="optimizer.update が呼ばれていません。どう動かすかは、渡された optimizer に任せます。",
    )
    assert "backward" in names, say(
        en="network.backward was never called, so the layers still have the gradients of the step before.",
        ja="network.backward が呼ばれていないので、層には前の歩の勾配が残っています。",
    )
    dout = next(value for name, value in calls if name == "backward")
    assert np.shape(dout) == t.shape, say(
        en=f"network.backward was given shape {np.shape(dout)}. It takes the gradient of the loss at the logits, {t.shape}, which "
        "is what loss.backward() returns.",
        ja=f"network.backward に形状 {np.shape(dout)} を渡しました。渡すのは、ロジットについての損失の勾配 {t.shape} で、"
        "loss.backward() が返すものです。",
    )
    expect_close(dout, (x @ W + b - t) / len(x), "what network.backward was given", rtol=1e-9)
    assert names.count("update") == 1, say(
        en=f"optimizer.update was called {names.count('update')} times. A mini-batch makes one step.",
        ja=f"optimizer.update が {names.count('update')} 回呼ばれました。ミニバッチ一つで 1 歩です。",
    )
    loss, dW, db = right(W, b)
    stale = np.allclose(net.W, W - 300) or np.allclose(net.b, b - 300)
    assert not stale, say(
        en="The parameters moved by the gradients of the step before: they were collected, or used, before network.backward "
        "had found the new ones.",
        ja="前の歩の勾配で動きました。network.backward が新しい勾配を求める前に、集めたか、使ったかしています。",
    )
    expect_close(net.W, W - 3 * dW, "W after train_step", rtol=1e-9, atol=1e-12)
    expect_close(net.b, b - 3 * db, "b after train_step", rtol=1e-9, atol=1e-12)

    yield say(en="train_step: the loss of the batch", ja="train_step：バッチの損失")
    got = expect_array(got, "train_step(...)", shape=())
    after = right(net.W, net.b)[0]
    assert not np.isclose(got, after), say(
        en=f"You returned {float(got):.4f}, the loss after the step. Before it, it was {loss:.4f}: the one whose gradient you used.",
        ja=f"返した {float(got):.4f} は、進んだ後の損失です。進む前は {loss:.4f} で、勾配を求めたのは、こちらの損失です。",
    )
    assert not np.isclose(got, len(x) * loss), say(
        en=f"You returned {float(got):.4f}, {len(x)} times the loss, which is a mean already. Return it as it is.",
        ja=f"返した {float(got):.4f} は、損失の {len(x)} 倍です。損失はもう平均になっています。そのまま返します。",
    )
    expect_close(got, loss, "train_step(...)", rtol=1e-9)

    yield say(
        en="Both together: the loss falls, step by step", ja="二つを合わせて：損失が 1 歩ごとに減る"
    )
    calls = []
    net, wanted_W, wanted_b = Net(W.copy(), b.copy(), calls), W.copy(), b.copy()
    made = answer.SGD(0.2)
    optimizer = getattr(made, "watched_target", made)
    for k in range(4):
        loss, dW, db = right(wanted_W, wanted_b)
        wanted_W, wanted_b = wanted_W - 0.2 * dW, wanted_b - 0.2 * db
        got = answer.train_step(net, Loss(calls), optimizer, x, t)
        expect_close(got, loss, f"train_step(...), call {k + 1}", rtol=1e-9)
        expect_close(net.W, wanted_W, f"W after {k + 1} steps", rtol=1e-9, atol=1e-12)
    expect_close(net.b, wanted_b, "b after 4 steps", rtol=1e-9, atol=1e-12)
