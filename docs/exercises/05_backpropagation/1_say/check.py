import numpy as np

from lesson_code import Affine, Sigmoid, Tanh
from lesson_code.exercises.grading import expect_array, expect_close


def scale(factor, bias):
    """The layer factor * x + bias, for one feature."""
    return Affine(np.array([[factor]]), np.array([bias]))


def check(answer, say):
    def backward(left, right, x, dout):
        layer = answer.Product(left, right)
        layer.forward(x)
        return expect_array(layer.backward(dout), "dx", shape=x.shape)

    # 2x (x + 1): by the left path 2 (x + 1), by the right one 2x, together 4x + 2
    x = np.array([[2.0], [3.0]])
    one = np.ones((2, 1))
    by_left, by_right = 2 * (x + 1), 2 * x

    yield say(
        en="2x times (x + 1), at x = 2 and x = 3: dx has the shape of x",
        ja="x = 2 と x = 3 での、2x と x + 1 の積：dx の形状は x と同じ",
    )
    dx = backward(scale(2.0, 0.0), scale(1.0, 1.0), x, one)

    yield say(
        en="The same layer: the value of dx, when dout is 1",
        ja="同じ層：dout が 1 のときの dx の値",
    )
    seen = f"{dx[0, 0]:g}, {dx[1, 0]:g}"
    assert not np.allclose(dx, one), say(
        en=f"dx is {seen}: dout came out as it went in. The way back leads through the product and "
        "through both layers.",
        ja=f"dx が {seen} です。dout がそのまま出てきました。戻り道は、積と、二つの層を通ります。",
    )
    for other, path, missing in ((by_right, "right", "left"), (by_left, "left", "right")):
        assert not np.allclose(dx, other), say(
            en=f"dx is {seen}. That is only the path through {path}: what reaches x through {missing} is "
            "lost. Nudge x, and both factors move.",
            ja=f"dx が {seen} です。これは {path} を通る経路の分だけで、{missing} を通って x に届く分が失われています。"
            "x を動かすと、二つの因数がどちらも動きます。",
        )
    assert not np.allclose(dx, by_left * by_right), say(
        en=f"dx is {seen}. The gradients of two paths are multiplied. One multiplies along a path; what "
        "do two paths side by side ask for?",
        ja=f"dx が {seen} です。二つの経路の勾配を掛けています。掛け算をするのは、一つの経路をたどるときです。並んだ二つの経路では、"
        "どうするのでしょうか。",
    )
    for difference in (by_left - by_right, by_right - by_left):
        assert not np.allclose(dx, difference), say(
            en=f"dx is {seen}: what arrives by one path is subtracted from what arrives by the other. Where two paths lead "
            "back to one x, both push it: they are added.",
            ja=f"dx が {seen} です。一方の経路から届いた分を、もう一方から引いています。二つの経路が同じ x に戻るときは、"
            "届いた分を足します。",
        )
    assert not np.allclose(dx, (by_left + by_right) / 2), say(
        en=f"dx is {seen}, half of what is right. x moves both factors at once; nobody shares out the "
        "movement between them.",
        ja=f"dx が {seen} で、正しい値の半分です。x は二つの因数を同時に動かします。動きを二つで分け合うわけではありません。",
    )
    assert not np.allclose(dx, 4 * x + (x + 1)), say(
        en=f"dx is {seen}. Each side is multiplied by its own output. In y = a b, how many times as far "
        "as a does y move?",
        ja=f"dx が {seen} です。それぞれの経路に、自分の出力を掛けています。y = a b で a を動かすと、y は a の何倍動く"
        "でしょうか。",
    )
    assert not np.allclose(dx, 3 * one), say(
        en=f"dx is {seen}, as it would be for left(x) + right(x). The node is a product: its local "
        "derivatives are not 1.",
        ja=f"dx が {seen} です。これは left(x) + right(x) のときの答えです。ここは積なので、局所微分は 1 ではありません。",
    )
    assert not np.allclose(dx, by_right + (x + 1)), say(
        en=f"dx is {seen}. This gradient has not gone through the two layers yet: it belongs to their "
        "outputs. Call their backward.",
        ja=f"dx が {seen} です。この勾配は、二つの層をまだ通っていません。層の出力のところの勾配です。層の backward を"
        "呼びましょう。",
    )
    expect_close(dx, by_left + by_right, "dx", rtol=1e-9)

    yield say(
        en="The gradient that comes back: dout of 10 and 100", ja="届いた勾配：dout が 10 と 100"
    )
    dout = np.array([[10.0], [100.0]])
    twice = backward(scale(2.0, 0.0), scale(1.0, 1.0), x, dout)
    assert not np.allclose(twice, dx), say(
        en="dout makes no difference to your dx. It is the gradient that comes back; the local "
        "derivatives are multiplied by it.",
        ja="dout を変えても、dx が変わりません。dout は出口の側から届いた勾配で、局所微分にこれを掛けます。",
    )
    assert not np.allclose(twice, dout**2 * (by_left + by_right)), say(
        en="dout is multiplied twice. It comes in once, at the end of the product, and the layers hand it on.",
        ja="dout を二度掛けています。dout が入るのは積の出口の一度だけで、あとは層が伝えていきます。",
    )
    expect_close(twice, dout * (by_left + by_right), "dx", rtol=1e-9)

    yield say(
        en="Sigmoid times tanh, any shape",
        ja="シグモイドとtanhの積、いろいろな形状",
    )
    rng = np.random.default_rng(5)
    for shape in ((3, 4), (1, 1), (2, 3, 2)):
        x, dout = rng.standard_normal((2, *shape))
        s, h = 1 / (1 + np.exp(-x)), np.tanh(x)
        wanted = dout * (s * (1 - s) * h + (1 - h**2) * s)
        expect_close(backward(Sigmoid(), Tanh(), x, dout), wanted, "dx", rtol=1e-5, atol=1e-7)

    yield say(en="A branch within a branch", ja="枝分かれの中の枝分かれ")
    x, dout = rng.standard_normal((2, 5, 1))
    s, h = 1 / (1 + np.exp(-x)), np.tanh(x)
    wanted = dout * (s * (1 - s) * h * (x / 2 + 2) + s * (1 - h**2) * (x / 2 + 2) + s * h / 2)
    dx = backward(answer.Product(Tanh(), scale(0.5, 2.0)), Sigmoid(), x, dout)
    assert np.allclose(dx, wanted), say(
        en="With a Product inside a Product, dx is wrong. Does one of them change something that the other still needs?",
        ja="Product の中に Product を入れると、dx が違います。片方が、もう片方にまだ要るものを変えていませんか。",
    )

    yield say(
        en="Layers that mix features, and have weights of their own",
        ja="特徴どうしを混ぜる、重みのある層",
    )
    left, right = (Affine(rng.standard_normal((3, 3)), rng.standard_normal(3)) for _ in range(2))
    x, dout = rng.standard_normal((4, 3)), rng.standard_normal((4, 3))
    dx = backward(left, right, x, dout)
    W, V = left.params["W"], right.params["W"]
    a, b = x @ W + left.params["b"], x @ V + right.params["b"]
    assert not np.allclose(dx, (dout @ W.T) * b + (dout @ V.T) * a), say(
        en="The other side's output is multiplied after the layer, not before it. With a layer that treats each number "
        "alone that makes no difference; these mix them. Go back in order: first the product, then the layer.",
        ja="相手の出力を、層を通ったあとで掛けています。数を一つずつ扱う層なら同じですが、この層は数を混ぜます。順番どおりに"
        "戻りましょう。先に積、次に層です。",
    )
    expect_close(dx, (dout * b) @ W.T + (dout * a) @ V.T, "dx", rtol=1e-4, atol=1e-6)
    for layer, other, which in ((left, b, "left"), (right, a, "right")):
        got = layer.grads.get("W")
        assert got is not None and np.allclose(got, x.T @ (dout * other)), say(
            en=f"dx is right, but no gradient arrived at the weights of {which}, or a wrong one. They learn only by "
            f"one call of self.{which}.backward, with the gradient at its output.",
            ja=f"dx は合っていますが、{which} の重みに勾配が届いていません（または違う勾配が届いています）。重みが学習できるのは、"
            f"出力のところの勾配で self.{which}.backward を一度だけ呼んだときです。",
        )
