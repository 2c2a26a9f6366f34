import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def near(a, n):
    """At each channel the sum over it and n // 2 on either side."""
    channels = range(a.shape[1])
    sums = [a[:, max(0, i - n // 2) : i + n // 2 + 1].sum(axis=1) for i in channels]
    return np.stack(sums, axis=1)


def check(answer, say):
    rng = np.random.default_rng(0)

    def forward(layer, x):
        return expect_array(layer.forward(x), "forward(x)", shape=x.shape)

    def backward(layer, x, dout):
        layer.forward(x)
        return expect_array(layer.backward(dout), "backward(dout)", shape=x.shape)

    x = rng.standard_normal((2, 7, 3, 4)) + 0.5
    k, n, alpha, beta = 0.5, 3, 0.7, 1.3
    s = k + alpha * near(x**2, n)

    yield say(en="forward: y = x / s^beta", ja="順伝播：y = x / s^beta")
    y = forward(answer.LRN(k, n, alpha, beta), x)
    assert y.any(), say(en="y is 0 everywhere.", ja="y がどこも 0 です。")
    assert not np.allclose(y, x / (2 + 1e-4 * near(x**2, 5)) ** 0.75), say(
        en=f"k = {k}, n = {n}, alpha = {alpha}, beta = {beta} has no effect: y is that of the paper's settings.",
        ja=f"k = {k}、n = {n}、alpha = {alpha}、beta = {beta} が効いていません。論文の設定のときの y です。",
    )
    assert not np.allclose(y, x / (k + alpha / n * near(x**2, n)) ** beta), say(
        en="alpha is divided by n. Some libraries do that; the paper and this exercise do not.",
        ja="alpha を n で割っています。そうするライブラリもありますが、論文とこの演習では割りません。",
    )
    for sums in (near(x, n), near(abs(x), n)):
        assert not np.allclose(y, x / np.abs(k + alpha * sums) ** beta), say(
            en="The numbers are added up, but they are not squared.",
            ja="数を足していますが、二乗していません。",
        )
    assert not np.allclose(y, x / (1 + alpha * near(x**2, n)) ** beta), say(
        en=f"k is missing: it looks as if 1 stood in its place. Here it is {k}.",
        ja=f"k が抜けて、1 になっているようです。ここでの k は {k} です。",
    )
    assert not np.allclose(y, x / s), say(
        en="beta is missing: y is x / s.", ja="beta が抜けていて、y が x / s になっています。"
    )
    assert not np.allclose(y, x / (k + alpha * (near(x**2, n) - x**2)) ** beta), say(
        en="The sums leave out the number itself. Its own square belongs to them.",
        ja="和に、自分自身の二乗が入っていません。自分の二乗も足します。",
    )
    assert not np.allclose(y, x / (k + alpha * near(x**2, 2 * n + 1)) ** beta), say(
        en="It takes n channels on each side. n is the number of all of them: n // 2 on each side.",
        ja="両側に n 個ずつ足しています。n は全部の数なので、両側には n // 2 個ずつです。",
    )
    before, after = x**2, x**2
    before = before + np.pad(x**2, ((0, 0), (1, 0), (0, 0), (0, 0)))[:, :-1]
    after = after + np.pad(x**2, ((0, 0), (0, 1), (0, 0), (0, 0)))[:, 1:]
    for sums in (before, after):
        assert not np.allclose(y, x / (k + alpha * sums) ** beta), say(
            en="The sums reach to neighbours on one side only.",
            ja="和が、片側の隣にしか届いていません。",
        )
    circle = x**2 + np.roll(x**2, 1, axis=1) + np.roll(x**2, -1, axis=1)
    assert not np.allclose(y, x / (k + alpha * circle) ** beta), say(
        en="The channels go round in a circle: the last is the first one's neighbour. Beyond the ends there is nothing.",
        ja="チャンネルが輪のようにつながり、最後のチャンネルが最初のチャンネルの隣になっています。端の先には何もありません。",
    )
    edges = near(np.pad(x**2, ((0, 0), (1, 1), (0, 0), (0, 0)), mode="edge"), n)[:, 1:-1]
    assert not np.allclose(y, x / (k + alpha * edges) ** beta), say(
        en="The first and the last channel are repeated at the ends. Beyond them there is nothing.",
        ja="端のチャンネルが繰り返されています。端の先には何もありません。",
    )
    assert not np.allclose(y, x / (k + alpha * (x**2).sum(axis=1, keepdims=True)) ** beta), say(
        en=f"The sums run over all channels. Here n is {n}: one neighbour on each side.",
        ja=f"すべてのチャンネルについて足しています。ここでは n が {n} なので、隣は両側に一つずつです。",
    )
    for axes in ((0, 2, 1, 3), (0, 3, 2, 1)):
        pixels = near((x**2).transpose(axes), n).transpose(np.argsort(axes))
        assert not np.allclose(y, x / (k + alpha * pixels) ** beta), say(
            en="The neighbours are neighbours in the image. They should be the channels at the same pixel.",
            ja="画像の中の隣を足しています。足すのは、同じ画素の隣のチャンネルです。",
        )
    expect_close(y, x / s**beta, "forward(x)")

    yield say(en="backward: one channel", ja="逆伝播：チャンネル 1 個")
    one, dout = x[:, :1], rng.standard_normal((2, 1, 3, 4))
    dx = backward(answer.LRN(k, n, alpha, beta), one, dout)
    s1 = k + alpha * one**2
    own, second = dout / s1**beta, 2 * alpha * beta * dout * one**2 / s1 ** (beta + 1)
    assert dx.any(), say(en="dx is 0 everywhere.", ja="dx がどこも 0 です。")
    assert not np.allclose(dx, dout), say(en="dx is dout as it came.", ja="dx が dout のままです。")
    assert not np.allclose(dx, own), say(
        en="You took the divisor for a constant. But s is made of x: if x moves, s moves.",
        ja="分母を定数とみなしています。s は x から計算するので、x が動けば s も動きます。",
    )
    assert not np.allclose(dx, own + second), say(
        en="Look at the sign of the second term: s is in the divisor, so a larger s makes y smaller.",
        ja="第 2 項の符号を見てください。s は分母にあるので、s が大きくなれば y は小さくなります。",
    )
    assert not np.allclose(dx, own - second / 2), say(
        en="The 2 is missing in the second term: the derivative of the square of x is 2x.",
        ja="第 2 項で 2 が抜けています。x の二乗の微分は 2x です。",
    )
    assert not np.allclose(dx, own - second / beta), say(
        en="beta is missing in the second term. The derivative of s^-beta is -beta s^(-beta - 1).",
        ja="第 2 項に beta がありません。s の −beta 乗の微分は、−beta × s の −beta − 1 乗です。",
    )
    assert not np.allclose(dx, own - second / alpha), say(
        en="alpha is missing in the second term. s is k + alpha times the sum.",
        ja="第 2 項に alpha がありません。s は k + alpha × 和です。",
    )
    assert not np.allclose(dx, own - second * s1), say(
        en="In the second term it should be s to the power of -beta - 1: a derivative lowers the exponent by 1.",
        ja="第 2 項に掛かるのは、s の −beta − 1 乗です。微分すると、指数は 1 下がります。",
    )
    assert not np.allclose(dx, own - second / one), say(
        en="One x is missing in the second term: the x in front of the sum, which comes from the derivative of the square.",
        ja="第 2 項で x が一つ足りません。和の前の x で、二乗の微分から出てきます。",
    )
    expect_close(dx, own - second, "dx", rtol=1e-6, atol=1e-9)

    yield say(en="backward: neighbours", ja="逆伝播：隣のチャンネル")
    dout = rng.standard_normal(x.shape)
    dx = backward(answer.LRN(k, n, alpha, beta), x, dout)
    own, c = dout / s**beta, 2 * alpha * beta
    assert not np.allclose(dx, own - c * x * own * x / s), say(
        en="Each number gets the gradient of only its own output. But it is in the s of its neighbours' outputs, too: add what comes back from them.",
        ja="どの数にも、自分の出力だけの勾配しか届いていません。隣の出力の s にも入っているので、そこから戻る勾配も足します。",
    )
    assert not np.allclose(dx, own - c * own * x / s * near(x, n)), say(
        en="The sum goes the other way round: how the number's own output changes with its neighbours. What you need is how the neighbours' outputs change with this number.",
        ja="和が逆向きです。自分の出力が隣の数でどう変わるか、を足しています。必要なのは、隣の出力が自分の数でどう変わるかです。",
    )
    assert not np.allclose(dx, own - c * x * own * near(x / s, n)), say(
        en="The sum uses the number's own dout for all neighbours. What comes back from neighbour j has the factor dout of j.",
        ja="和の中で、どの隣にも自分の dout を使っています。隣 j から戻る勾配に掛かるのは、j の dout です。",
    )
    expect_close(dx, own - c * x * near(own * x / s, n), "dx", rtol=1e-6, atol=1e-9)

    yield say(en="Other sizes and settings", ja="ほかの大きさと設定")
    for C, n in ((3, 9), (1, 5), (4, 1), (9, 5), (2, 3)):
        a, dout = rng.standard_normal((2, 2, C, 2, 3))
        s = 2.0 + 0.3 * near(a**2, n)
        layer = answer.LRN(2.0, n, 0.3, 0.75)
        expect_close(forward(layer, a), a / s**0.75, f"forward(x), C = {C}, n = {n}")
        own = dout / s**0.75
        wanted = own - 0.45 * a * near(own * a / s, n)
        dx = backward(layer, a, dout)
        expect_close(dx, wanted, f"backward(dout), C = {C}, n = {n}", rtol=1e-6, atol=1e-9)

    yield say(en="Two layers, and float32", ja="二つの層と、float32")
    first, second = (answer.LRN(1.0, 3, 1.0, 0.5) for _ in range(2))
    a, b, dout = rng.standard_normal((3, 1, 4, 2, 2))
    first.forward(a)
    wanted = np.array(first.backward(dout))
    first.forward(a)
    second.forward(b)
    assert np.allclose(first.backward(dout), wanted), say(
        en="A layer's backward uses what another layer kept. Keep x and s in self, not in the class.",
        ja="backward が、ほかの層の残した値を使っています。x と s は、クラスではなく self に残してください。",
    )
    small = x.astype(np.float32)
    layer = answer.LRN()
    expect_array(layer.forward(small), "forward(x)", dtype=np.float32)
    expect_array(layer.backward(small), "backward(dout)", dtype=np.float32)
