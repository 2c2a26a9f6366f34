import numpy as np

from lesson_code.exercises.grading import expect_close, writable

LR, RATE = 0.5, 0.2
SHAPES = ((3, 2), (2,), (2, 1, 3, 3), (2,))  # a weight and a bias of either kind of layer


class Recorder:
    """An optimiser that notes what it is given."""

    lr = LR

    def __init__(self):
        self.given = []

    def update(self, parameters):
        self.given.append([p for p, g in parameters])
        for p, g in parameters:
            p -= self.lr * self.direction(g)

    def direction(self, g):
        return g


class Signs(Recorder):
    """One whose steps are of one length, as Adam's first is."""

    def direction(self, g):
        return np.sign(g)


def check(answer, say):
    rng = np.random.default_rng(11)

    def drawn(shapes):
        """Parameters, and gradients that cannot be written into."""
        parameters, gradients = ([rng.standard_normal(s) for s in shapes] for _ in range(2))
        for g in gradients:
            g.flags.writeable = False
        return parameters, gradients

    def stepped(inner, parameters, gradients):
        """What the parameters were before one step; the step is taken."""
        before = [p.copy() for p in parameters]
        pairs = list(zip(parameters, gradients, strict=True))
        answer.WeightDecay(inner, RATE).update(writable(pairs))
        return before

    yield say(en="A weight around SGD", ja="SGDを包んだときの重み")
    inner, ([W], [g]) = Recorder(), drawn(SHAPES[:1])
    [before] = stepped(inner, [W], [g])
    step = LR * g
    assert not inner.given or inner.given[0][0] is W, say(
        en="The optimiser was given other arrays than those of the network, which therefore did not change.",
        ja="オプティマイザに渡したのは、ネットワークのものとは別の配列です。これではネットワークが変わりません。",
    )
    assert inner.given, say(
        en="The optimiser takes no step: call its update, once.",
        ja="オプティマイザが 1 歩進んでいません。その update を 1 回呼びます。",
    )
    assert not np.allclose(W, before - step), say(
        en="The step is taken, and no weight decays. Is it the array itself that changes? `p = p * ...` makes a new one.",
        ja="1 歩進みましたが、重みが減っていません。配列そのものを書き換えていますか。`p = p * ...` は新しい配列を作るだけです。",
    )
    assert not np.allclose(W, RATE * before - step), say(
        en="Only the share rate is left of the weight. rate is what goes; 1 - rate stays.",
        ja="重みが rate 倍になっています。rate は減らす割合です。残るのは 1 - rate です。",
    )
    assert not np.allclose(W, (1 - LR * RATE) * before - step), say(
        en="The share is multiplied once more by the learning rate. rate is all of it.",
        ja="減らす割合に、学習率まで掛かっています。減らすのは rate だけです。",
    )
    assert not np.allclose(W, (1 - RATE) * (before - step)), say(
        en="The weight decays after the step, and the step decays with it. The share is one of the weight before.",
        ja="1 歩のあとで減らしているので、進んだ分まで減っています。減らすのは、進む前の重みの rate 倍です。",
    )
    assert not any(np.allclose(W, c * before - step) for c in (1 - 2 * RATE, (1 - RATE) ** 2)), say(
        en="The weight decays twice: the gradient must stay as it came.",
        ja="重みが 2 回減っています。勾配は、受け取ったままにします。",
    )
    expect_close(W, (1 - RATE) * before - step, "the weight after a step around SGD", rtol=1e-6)

    yield say(
        en="A weight around an optimiser that divides",
        ja="勾配を割るオプティマイザを包んだときの重み",
    )
    W, g = rng.standard_normal((3, 2)), np.zeros((3, 2))
    [before] = stepped(Signs(), [W], [g])
    assert not np.allclose(W, before - LR * np.sign(before)), say(
        en="All weights lose the same amount: what is added to the gradient goes through the optimiser, which divides by the "
        "gradient's size.",
        ja="どの重みも同じ量だけ減っています。勾配に足したものはオプティマイザを通り、そこで勾配の大きさで割られます。",
    )
    expect_close(W, (1 - RATE) * before, "the weight after a step without gradient", rtol=1e-6)
    ([W], [g]) = drawn(SHAPES[:1])
    [before] = stepped(Signs(), [W], [g])
    wanted = (1 - RATE) * before - LR * np.sign(g)
    expect_close(W, wanted, "the weight after a step", rtol=1e-6)

    yield say(en="Weights and biases", ja="重みとバイアス")
    inner, (parameters, gradients) = Recorder(), drawn(SHAPES)
    before = stepped(inner, parameters, gradients)
    assert len(inner.given) == 1, say(
        en=f"The optimiser's update is called {len(inner.given)} times. Call it once a step, with all parameters: Adam counts its steps.",
        ja=f"オプティマイザの update が {len(inner.given)} 回呼ばれました。呼ぶのは 1 歩に 1 回で、すべてのパラメータを渡します。"
        "Adamは歩数を数えるからです。",
    )
    given = [p.shape for p in inner.given[0]]
    assert given == [p.shape for p in parameters], say(
        en=f"Of {len(parameters)} parameters the optimiser was given {len(given)}. Those that do not decay take their step, too.",
        ja=f"{len(parameters)} 個のうち、オプティマイザに渡したのは {len(given)} 個です。減らさないパラメータも、1 歩進めます。",
    )
    for p, old, g in zip(parameters, before, gradients, strict=True):
        decayed = np.allclose(p, (1 - RATE) * old - LR * g)
        assert p.ndim > 1 or not decayed, say(
            en="Biases decay, too. Parameters with one axis are to keep what they have.",
            ja="バイアスも減っています。軸が一つのパラメータは減らしません。",
        )
        assert p.ndim == 1 or decayed, say(
            en=f"A weight with the shape {p.shape}, four axes, that of a convolution, does not decay as it should.",
            ja=f"形状 {p.shape}、軸が四つの、畳み込みの重みの減り方が違います。",
        )
        wanted = (1 - RATE * (p.ndim > 1)) * old - LR * g
        expect_close(p, wanted, f"a parameter of shape {p.shape}", rtol=1e-6)

    yield say(en="Several steps", ja="何歩も進む")
    inner, (parameters, _) = Signs(), drawn(SHAPES)
    optimizer, wanted = answer.WeightDecay(inner, rate=0.01), [p.copy() for p in parameters]
    for _ in range(5):
        _, gradients = drawn(SHAPES)
        optimizer.update(writable(list(zip(parameters, gradients, strict=True))))
        for p, g in zip(wanted, gradients, strict=True):
            p *= 0.99 if p.ndim > 1 else 1
            p -= LR * np.sign(g)
    for p, w in zip(parameters, wanted, strict=True):
        expect_close(p, w, f"a parameter of shape {p.shape} after 5 steps", rtol=1e-6)
