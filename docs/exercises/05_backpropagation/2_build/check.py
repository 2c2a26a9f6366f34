import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


class Affine:
    """As in lesson 3, and it counts how often its backward is called."""

    def __init__(self, W, b):
        self.W, self.b, self.calls = np.array(W), np.array(b), 0

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.calls += 1
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return dout @ self.W.T


class Scale:
    """Multiplies each feature by gamma and adds beta: a layer with parameters of other names."""

    def __init__(self, gamma, beta):
        self.gamma, self.beta = gamma, beta

    def forward(self, x):
        self.x = x
        return x * self.gamma + self.beta

    def backward(self, dout):
        self.dgamma, self.dbeta = (dout * self.x).sum(axis=0), dout.sum(axis=0)
        return dout * self.gamma


def check(answer, say):
    def sigmoid(z):
        return np.exp(-np.logaddexp(0, -np.asarray(z)))

    def layer():
        """The learner's own Sigmoid, to stand in a network."""
        return answer.Sigmoid().watched_target

    z = np.array([[0.0, 2.0, -1.0], [40.0, -40.0, 0.5]])
    dout = np.array([[1.0, 10.0, -3.0], [2.0, 5.0, 4.0]])
    y = sigmoid(z)

    yield say(en="Sigmoid: forward", ja="Sigmoidの順伝播")
    one = answer.Sigmoid()
    expect_close(one.forward(z), y, "Sigmoid().forward(z)", atol=1e-15)

    yield say(en="Sigmoid: backward", ja="Sigmoidの逆伝播")
    dz = expect_array(one.backward(dout), "Sigmoid().backward(dout)", shape=z.shape)
    assert not np.allclose(dz, dout), say(
        en="dout came back as it went in. It has to be multiplied by the local derivative.",
        ja="dout がそのまま返ってきました。局所微分を掛けます。",
    )
    assert not np.allclose(dz, y * (1 - y)), say(
        en="This is the local derivative alone. dout, the gradient that comes back, has to be multiplied by it.",
        ja="局所微分だけが返ってきました。届いた勾配 dout を掛けます。",
    )
    assert not np.allclose(dz, dout * sigmoid(y) * (1 - sigmoid(y))), say(
        en="This is the slope at y, not at z: the sigmoid was applied twice. If you use sigmoid_derivative, it wants the z that "
        "went into forward.",
        ja="z ではなく、y のところの傾きになっています。シグモイドが二度かかっています。sigmoid_derivative を使うなら、渡すのは forward が受け取った z です。",
    )
    assert not np.allclose(dz, dout * z * (1 - z)), say(
        en="y (1 - y) is written with the output y. You took the z that came in.",
        ja="y (1 - y) の y は出力です。入ってきた z を使っています。",
    )
    expect_close(dz, dout * y * (1 - y), "Sigmoid().backward(dout)", atol=1e-15)

    yield say(
        en="Sigmoid again: another shape, two layers at a time",
        ja="Sigmoidをもう一度：別の形状、二つの層を同時に",
    )
    first, second = answer.Sigmoid(), answer.Sigmoid()
    far, near = np.array([[-1000.0], [1000.0]]), np.array([1.0, -2.0, 3.0])
    expect_close(first.forward(far), [[0.0], [1.0]], "Sigmoid().forward(z)", atol=1e-15)
    second.forward(near)
    wanted = sigmoid(near) * (1 - sigmoid(near))
    for _ in range(2):
        expect_close(second.backward(np.ones(3)), wanted, "Sigmoid().backward(dout)")
    got = expect_array(first.backward(np.ones((2, 1))), "Sigmoid().backward(dout)")
    assert got.shape == (2, 1), say(
        en="Each layer keeps its own values: in self, not in the class, nor in a global name.",
        ja="層は、それぞれ自分の値を取っておきます。クラスやグローバルな名前ではなく、self に入れます。",
    )
    expect_close(got, np.zeros((2, 1)), "Sigmoid().backward(dout)", atol=1e-15)

    yield say(en="Network: forward", ja="Networkの順伝播")
    x = np.array([[1.0], [10.0]])
    layers = [Affine([[2.0]], [0.0]), Affine([[1.0]], [3.0])]
    net = answer.Network(layers)
    out = expect_array(net.forward(x), "Network(layers).forward(x)", shape=(2, 1))
    for other, en, ja in (
        (x, "x came out as it went in.", "x がそのまま出てきました。"),
        (
            2 * x,
            "Only the first layer has had a turn: does the loop end after one round?",
            "一つ目の層しか通っていません。ループが 1 回で終わっていませんか。",
        ),
        (
            x + 3,
            "Only the last layer counts: each was given the x of the network. Hand each layer what the one before gave.",
            "最後の層だけの結果です。どの層にも、ネットワークの x を渡しています。前の層が出したものを渡します。",
        ),
        (
            2 * (x + 3),
            "The layers have run in reverse. Forward goes from the first to the last.",
            "層を逆順に通っています。順伝播は、最初の層から最後の層へ進みます。",
        ),
    ):
        assert not np.allclose(out, other), say(
            en=f"The layers double, and then add 3. For x = 1 your network gives {out[0, 0]:g}. "
            + en,
            ja=f"2 倍して 3 を足す、二つの層です。x = 1 で {out[0, 0]:g} になりました。" + ja,
        )
    expect_close(out, 2 * x + 3, "Network(layers).forward(x)")

    yield say(en="Network: backward, in reverse", ja="Networkの逆伝播は逆順に")
    A, B, C = np.array([[[1.0, 2], [0, 1]], [[1, 0], [3, 1]], [[2, 1], [1, 1]]])
    layers = [Affine(W, np.zeros(2)) for W in (A, B, C)]
    net = answer.Network(layers)
    x, dout = np.array([[1.0, -1.0], [2.0, 0.5], [0.0, 3.0]]), np.array([[1.0, 2], [3, -1], [0, 1]])
    net.forward(x)
    dx = expect_array(net.backward(dout), "Network(layers).backward(dout)", shape=x.shape)
    for other, en, ja in (
        (dout, "dout came back as it went in.", "dout がそのまま返ってきました。"),
        (
            dout @ A.T @ B.T @ C.T,
            "The layers were visited from the first to the last. The way back begins at the last.",
            "最初の層から順にたどっています。帰り道は、最後の層から始まります。",
        ),
        (
            dout @ A.T,
            "Every layer was given the same dout. What one layer returns is the dout of the layer before it.",
            "どの層にも同じ dout を渡しています。一つの層が返したものが、その前の層の dout になります。",
        ),
        (
            dout @ C.T @ B.T,
            "The way back stops before the first layer. Its backward, too, has to be called.",
            "帰り道が、最初の層の手前で終わっています。最初の層の backward も呼びます。",
        ),
        (
            dout @ B.T @ A.T,
            "The last layer was left out.",
            "最後の層が抜けています。",
        ),
        (
            dout @ C.T,
            "Only the last layer was visited.",
            "最後の層しか通っていません。",
        ),
    ):
        assert not np.allclose(dx, other), say(en="dx is wrong. " + en, ja="dx が違います。" + ja)
    expect_close(dx, dout @ C.T @ B.T @ A.T, "Network(layers).backward(dout)")
    for place, done in enumerate(layers):
        assert done.calls == 1, say(
            en=f"The backward of layer {place} was called {done.calls} times, expected once.",
            ja=f"層 {place} の backward が {done.calls} 回呼ばれました。呼ぶのは 1 回だけです。",
        )

    yield say(en="There and back once more", ja="もう一度、行って帰る")
    x, dout = x[:1] + 1, dout[1:2] - 2
    out = net.forward(x)
    assert not np.allclose(out, x @ C @ B @ A), say(
        en="After the way back, forward runs in reverse. list.reverse() turns the list itself round; reversed(...) or [::-1] "
        "leaves it as it is.",
        ja="逆伝播の後、順伝播が逆順になりました。list.reverse() は、リストそのものを逆順にします。reversed(...) や [::-1] なら、元のリストは変わりません。",
    )
    expect_close(out, x @ A @ B @ C, "Network(layers).forward(x)")
    dx = net.backward(dout)
    expect_close(dx, dout @ C.T @ B.T @ A.T, "Network(layers).backward(dout)")
    assert len(net.layers) == 3, say(
        en=f"net.layers has {len(net.layers)} layers, of 3. Others need it whole.",
        ja=f"net.layers の層が {len(net.layers)} 個です。元は 3 個でした。ほかの人も使うので、そのままにしておきます。",
    )

    yield say(en="parameters: pairs of arrays", ja="parametersの配列の組")
    rng = np.random.default_rng(6)
    first = Affine(rng.standard_normal((3, 4)), rng.standard_normal(4))
    scale = Scale(rng.standard_normal(4), rng.standard_normal(4))
    last = Affine(rng.standard_normal((4, 2)), rng.standard_normal(2))
    named = [
        (first, "W"),
        (first, "b"),
        (scale, "gamma"),
        (scale, "beta"),
        (last, "W"),
        (last, "b"),
    ]
    net = answer.Network([first, layer(), scale, last])
    x, dout = rng.standard_normal((5, 3)), rng.standard_normal((5, 2))

    def find(pairs):
        """The pairs, as (layer, name, parameter, gradient), once they are the right ones."""
        kind = type(pairs).__name__
        assert isinstance(pairs, list | tuple), say(
            en=f"parameters() returned a {kind}, expected a list of pairs.",
            ja=f"parameters() が返したのは {kind} です。組のリストを返します。",
        )
        for pair in pairs:
            assert isinstance(pair, list | tuple) and len(pair) == 2, say(
                en="Each member of the list is a pair: a parameter, and its gradient.",
                ja="リストの要素は、パラメータとその勾配の組です。",
            )
        found = []
        for owner, name in named:
            parameter, gradient = getattr(owner, name), getattr(owner, f"d{name}")
            where = f"{type(owner).__name__}.{name}"
            mine = [pair for pair in pairs if np.shares_memory(pair[0], parameter)]
            if not mine:
                turned = any(np.shares_memory(pair[1], parameter) for pair in pairs)
                copied = any(np.array_equal(pair[0], parameter) for pair in pairs)
                assert not turned, say(
                    en="The pairs are turned round: first the parameter, then its gradient.",
                    ja="組の順番が逆です。先にパラメータ、次にその勾配です。",
                )
                assert not copied, say(
                    en=f"For {where} there is a copy. An update changes the arrays in the list, so the layer's own has to be there.",
                    ja=f"{where} のコピーが入っています。更新はリストの中の配列を書き換えるので、層の配列そのものを入れます。",
                )
                raise AssertionError(
                    say(
                        en=f"parameters() has {len(pairs)} pairs, expected {len(named)}; {where} is missing.",
                        ja=f"parameters() の組が {len(pairs)} 個で、{where} がありません（全部で {len(named)} 個あるはずです）。",
                    )
                )
            found.append((where, mine[0], gradient))
        assert len(pairs) == len(named), say(
            en=f"parameters() has {len(pairs)} pairs, expected {len(named)}. Is one of them there twice, or no parameter at all?",
            ja=f"parameters() の組が {len(pairs)} 個あります。正しくは {len(named)} 個です。二度入ったもの、パラメータでないものはありませんか。",
        )
        return found

    net.forward(x)
    net.backward(dout)
    for where, (_, got), gradient in find(net.parameters()):
        expect_close(got, gradient, say(en=f"gradient of {where}", ja=f"{where} の勾配"))

    yield say(en="parameters: after the next batch", ja="parametersの次のバッチの後")
    net.forward(x[:2])
    net.backward(dout[:2])
    for where, (_, got), gradient in find(net.parameters()):
        assert np.array_equal(got, gradient), say(
            en=f"The gradient of {where} is out of date: it belongs to an earlier batch. Make the pairs anew at each call.",
            ja=f"{where} の勾配が、前のバッチのままです。組は、呼ばれるたびに作り直します。",
        )

    yield say(
        en="A network with your Sigmoid learns", ja="あなたのSigmoidの入ったネットワークが学習する"
    )
    W, b = rng.standard_normal((2, 8)), np.zeros(8)
    V, c = rng.standard_normal((8, 1)), np.zeros(1)
    x, t = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])
    hidden, end = Affine(W, b), Affine(V, c)
    net = answer.Network([hidden, layer(), end])
    h = sigmoid(x @ W + b)
    out = net.forward(x)
    expect_close(out, h @ V + c, "Network(layers).forward(x)")
    g = (out - t) / len(x)
    dh = g @ V.T * h * (1 - h)
    expect_close(net.backward(g), dh @ W.T, "Network(layers).backward(dout)", rtol=1e-6, atol=1e-12)
    expect_close(
        hidden.dW,
        x.T @ dh,
        say(en="dW of the first layer", ja="最初の層の dW"),
        rtol=1e-6,
        atol=1e-12,
    )
    losses = []
    for _ in range(2000):
        g = (net.forward(x) - t) / len(x)
        losses.append(float((g**2).sum()) * len(x) / 2)
        net.backward(g)
        for parameter, gradient in net.parameters():
            parameter -= 0.5 * gradient
    assert losses[-1] < losses[0] / 20, say(
        en=f"In 2000 steps the loss went from {losses[0]:.3f} to {losses[-1]:.3f}. It should have become much smaller.",
        ja=f"2000 歩で、損失が {losses[0]:.3f} から {losses[-1]:.3f} になりました。もっと小さくなるはずです。",
    )

    yield say(en="float32 stays float32", ja="float32はfloat32のまま")
    small = x.astype(np.float32)
    net = answer.Network([layer(), layer()])
    expect_array(net.forward(small), "Network(layers).forward(x)", dtype=np.float32)
    expect_array(net.backward(small), "Network(layers).backward(dout)", dtype=np.float32)
