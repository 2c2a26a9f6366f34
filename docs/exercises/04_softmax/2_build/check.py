import math

import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def right_row(row):
    """Softmax of a list, and the logarithm of each of its numbers."""
    m = max(row)
    log_sum = m + math.log(math.fsum(math.exp(a - m) for a in row))
    return [math.exp(a - log_sum) for a in row], [a - log_sum for a in row]


def right(logits, t):
    """What softmax, forward and backward give, each summed exactly and row by row."""
    rows = [right_row(row) for row in logits.tolist()]
    p = np.array([row[0] for row in rows])
    loss = math.fsum(-row[1][k] for row, k in zip(rows, t, strict=True)) / len(t)
    return p, loss, (p - np.eye(p.shape[1])[t]) / len(t)


def check(answer, say):
    def quiet(function, *arguments):
        """What a function gives; what overflows on the way is told from the result."""
        with np.errstate(all="ignore"):
            return function(*arguments)

    def softmax_of(logits):
        name = f"softmax({logits.tolist()})"
        got = quiet(answer.softmax, logits)
        p = np.asarray(got, dtype=float) if np.shape(got) == logits.shape else np.zeros(1)
        alone = [quiet(answer.softmax, logits[n : n + 1]) for n in range(len(logits))]
        assert np.isfinite(p).all() or not np.isfinite(alone).all(), say(
            en=f"{name} gives {p.tolist()}, though each of the rows alone comes out right. Whose maximum was taken away?",
            ja=f"{name} が {p.tolist()} になりました。1 行ずつ渡せば、どの行も正しく求まります。引いたのは、どの範囲の最大値ですか。",
        )
        assert np.isfinite(p).all(), say(
            en=f"{name} gives {p.tolist()}: an exponential has overflowed, or all of a row have become 0. Which number, taken "
            "away from the row, makes its largest exponent 0, wherever the largest logit stands?",
            ja=f"{name} が {p.tolist()} になりました。指数があふれたか、行の指数がすべて 0 につぶれています。最大のロジットがどこにあっても、"
            "いちばん大きい指数の肩が 0 になるようにするには、その行から何を引けばよいでしょうか。",
        )
        return expect_array(got, name, shape=logits.shape)

    def loss_of(logits, t):
        """A loss object after forward, and the loss."""
        loss = answer.SoftmaxCrossEntropy()
        got = quiet(loss.forward, logits, t)
        name = f"forward({logits.tolist()}, {t.tolist()})"
        value = np.asarray(got, dtype=float) if np.shape(got) == () and got is not None else None
        assert value is None or not np.isnan(value), say(
            en=f"{name} is nan. In which line does infinity come up first?",
            ja=f"{name} が nan になりました。無限大が最初に現れるのは、どの行でしょうか。",
        )
        assert value is None or not np.isinf(value), say(
            en=f"{name} is infinite: the logarithm of a 0. A probability may become 0, its logarithm need not. Can you do "
            "without the probability?",
            ja=f"{name} が無限大です。0 の対数をとっています。確率は 0 につぶれても、その対数はつぶれません。確率を通らずに済みませんか。",
        )
        return loss, float(expect_array(got, name, shape=()))

    # ---- softmax

    yield say(en="softmax: each row adds up to 1", ja="softmax：どの行も合計が 1")
    square = np.array([[2.0, 1.0, 0.0], [0.0, 3.0, -1.0], [-2.0, 0.5, 1.0]])
    p = softmax_of(square)
    assert not np.allclose(p.sum(), 1), say(
        en="All numbers of the batch together add up to 1. Each row is one image, and each adds up to 1 by itself: "
        "which axis of the sum, and which shape?",
        ja="バッチ全体の合計が 1 になっています。1 行が画像 1 枚で、行ごとに合計が 1 になります。どの軸で足し、どんな形状で割ればよいでしょうか。",
    )
    e = np.exp(square)
    assert not np.allclose(p, e / e.sum(axis=0)), say(
        en="The columns add up to 1. A row is one image, so add along axis=1.",
        ja="列の合計が 1 になっています。1 行が画像 1 枚なので、axis=1 に沿って足します。",
    )
    own = np.exp(square - square.max(axis=1, keepdims=True))
    assert not any(np.allclose(p, x / x.sum(axis=1)) for x in (e, own)), say(
        en="In a square batch, sums of shape (N,) divide column by column. Which shape has one number for each row?",
        ja="正方形のバッチでは、形状 (N,) の和で割ると、列ごとに割られます。行ごとに一つの数で割るには、どんな形状が要るでしょうか。",
    )
    m = square.max(axis=1)
    shifted = np.exp(square - m)
    assert not np.allclose(p, shifted / shifted.sum(axis=1, keepdims=True)), say(
        en="In a square batch, maxima of shape (N,) are taken away column by column. Which shape has one number for each row?",
        ja="正方形のバッチでは、形状 (N,) の最大値を引くと、列ごとに引かれます。行ごとに一つの数を引くには、どんな形状が要るでしょうか。",
    )
    wanted = right(square, [0, 0, 0])[0]
    assert not np.allclose(p, np.log(wanted)), say(
        en="These are the logarithms of the probabilities. softmax returns the probabilities.",
        ja="確率の対数になっています。softmax が返すのは、確率そのものです。",
    )
    expect_close(p, wanted, "softmax(logits)", rtol=1e-9)

    yield say(
        en="softmax: large logits, wherever the largest stands",
        ja="softmax：大きなロジット。最大値がどこにあっても",
    )
    for rows in (
        [[1000.0, 1001.0], [1001.0, 1000.0]],
        [[-1000.0, 1000.0]],
        [[0.0, 1000.0, 0.0]],
        [[0.0, -999.0, 1000.0, 998.0, -1000.0]],
        [[-1000.0, -1001.0, -1000.0]],
    ):
        logits = np.array(rows)
        wanted = right(logits, [0] * len(logits))[0]
        expect_close(softmax_of(logits), wanted, f"softmax({rows})", rtol=1e-9, atol=1e-300)

    yield say(
        en="softmax: rows of very different size in one batch",
        ja="softmax：大きさのまるで違う行が混じったバッチ",
    )
    apart = np.array([[1000.0, 999.0], [-1000.0, -1001.0], [0.0, 1.0]])
    expect_close(softmax_of(apart), right(apart, [0, 0, 0])[0], "softmax(logits)", rtol=1e-9)

    # ---- forward

    yield say(en="forward: the mean of the batch", ja="forward：バッチの平均")
    logits = np.array([[2.0, 1.0, 0.0, -1.0], [0.0, 0.5, 0.0, 3.0], [1.0, -1.0, 0.5, 0.0]])
    t = np.array([0, 1, 2])
    wanted = right(logits, t)[1]
    got = loss_of(logits, t)[1]
    N, K = logits.shape
    assert not math.isclose(got, N * wanted, rel_tol=1e-6), say(
        en=f"The loss is {got:.4f}, expected {wanted:.4f}: {N} times too large. Is it the sum of the batch?",
        ja=f"損失が {got:.4f} です。正しくは {wanted:.4f} なので、ちょうど {N} 倍です。バッチの合計になっていませんか。",
    )
    assert not math.isclose(got, wanted / K, rel_tol=1e-6), say(
        en=f"The loss is {got:.4f}, expected {wanted:.4f}: divided by {K}, the number of classes, too. Only the right class "
        "of each row counts.",
        ja=f"損失が {got:.4f} です。正しくは {wanted:.4f} で、クラスの数 {K} でも割っています。行ごとに数えるのは、正解のクラスだけです。",
    )
    assert not math.isclose(got, -wanted, rel_tol=1e-6), say(
        en=f"The loss is {got:.4f}: the sign is wrong, a loss is never negative.",
        ja=f"損失が {got:.4f} です。符号が逆です。損失は負になりません。",
    )
    for base, name in ((2, "2"), (10, "10")):
        assert not math.isclose(got, wanted / math.log(base), rel_tol=1e-6), say(
            en=f"The loss is {got:.4f}, expected {wanted:.4f}: this is the logarithm to base {name}. Here it is np.log.",
            ja=f"損失が {got:.4f} です。正しくは {wanted:.4f} です。底が {name} の対数をとっています。ここでは np.log を使います。",
        )
    expect_close(got, wanted, "forward(logits, t)", rtol=1e-6)

    yield say(en="forward: the worst answers", ja="forward：最悪の答え")
    worst, t = np.array([[0.0, 30.0, 0.0], [50.0, 0.0, 0.0]]), np.array([0, 1])
    got = loss_of(worst, t)[1]
    assert got > 35, say(
        en=f"The losses are 30 and 50, but their mean comes out as {got:.2f}. Something keeps p away from 0, such as a "
        "constant added to it, or a clip: the worst answers then all look alike.",
        ja=f"損失は 30 と 50 なのに、平均が {got:.2f} になりました。定数を足すか、切り詰めるかして、p を 0 から離していませんか。"
        "それでは、ひどい答えがどれも同じに見えてしまいます。",
    )
    expect_close(got, 40.0, "forward(logits, t)", rtol=1e-6)

    yield say(en="forward: logits of ±1000", ja="forward：±1000 のロジット")
    for rows, labels in (
        ([[1000.0, -1000.0], [-1000.0, 1000.0]], [1, 1]),
        ([[-1000.0, 1000.0]], [0]),
        ([[0.0, 1000.0, 0.0], [-1000.0, -999.0, -1000.0]], [2, 0]),
    ):
        ends, t = np.array(rows), np.array(labels)
        got = loss_of(ends, t)[1]
        assert got > 0.75 * right(ends, t)[1], say(
            en=f"At logits {rows} and t {labels} the loss is {got:.2f}, expected {right(ends, t)[1]:.2f}. Something keeps p "
            "away from 0. The loss needs no p: take the logarithm on paper.",
            ja=f"ロジット {rows}、t {labels} での損失が {got:.2f} です。正しくは {right(ends, t)[1]:.2f} です。p を 0 から離すものが"
            "残っています。損失は p を使わずに求まります。対数は、先に紙の上でとってください。",
        )
        expect_close(got, right(ends, t)[1], f"forward({rows}, {labels})", rtol=1e-9)

    yield say(
        en="forward: no constant is left in a good answer", ja="forward：よい答えに定数が残らない"
    )
    good, t = np.array([[5.0, -5.0], [-4.0, 4.0]]), np.array([0, 1])
    got, wanted = loss_of(good, t)[1], right(good, t)[1]
    assert abs(got - wanted) < 1e-9 * wanted, say(
        en=f"At logits {good.tolist()} and t {t.tolist()} the loss is {got:.9e}, expected {wanted:.9e}. Is a small constant "
        "still added somewhere?",
        ja=f"ロジット {good.tolist()}、t {t.tolist()} での損失が {got:.9e} です。正しくは {wanted:.9e} です。どこかで、小さな定数を"
        "足していませんか。",
    )

    # ---- backward

    yield say(en="backward: the gradient at the logits", ja="backward：ロジットの勾配")
    logits = np.array([[2.0, 1.0, 0.0, -1.0], [0.0, 0.5, 0.0, 3.0], [1.0, -1.0, 0.5, 0.0]])
    t = np.array([0, 3, 3])
    p, _, wanted = right(logits, t)
    loss, _ = loss_of(logits, t)
    d = expect_array(loss.backward(), "backward()", shape=(N, K))
    assert d.any(), say(en="The gradient is 0 everywhere.", ja="勾配がどこも 0 です。")
    assert not np.allclose(d, N * wanted), say(
        en=f"Every number is {N} times too large. The loss is a mean over {N} images: its 1/N has to be in the gradient.",
        ja=f"どの数も {N} 倍です。損失は {N} 枚の平均なので、勾配にも 1/N が入ります。",
    )
    assert not np.allclose(d, -wanted) and not np.allclose(d, -N * wanted), say(
        en="Every sign is wrong. A larger logit at the right class makes the loss smaller, so there the gradient is negative.",
        ja="符号がすべて逆です。正解のクラスのロジットを大きくすれば損失は減るので、そこでの勾配は負になります。",
    )
    assert not np.allclose(d, p / N) and not np.allclose(d, p), say(
        en="These are the probabilities. At the right class of each row, 1 has to come off.",
        ja="確率のままです。どの行でも、正解のクラスから 1 を引きます。",
    )
    one_hot = np.eye(K)[t]
    columns = p.copy()
    columns[:, t] -= 1
    assert not np.allclose(d, columns / N), say(
        en="In each row, more than one class has lost its 1. `d[:, t]` takes the columns t of all rows; each row has one "
        "right class of its own.",
        ja="1 行の中で、二つ以上のクラスから 1 が引かれています。`d[:, t]` は、すべての行の t 列を選びます。正解のクラスは行ごとに一つです。",
    )
    with np.errstate(divide="ignore"):
        at_p = -one_hot / p
    assert not np.allclose(d, at_p / N) and not np.allclose(d, at_p), say(
        en="This is the gradient at the probabilities. It still has to go back through softmax.",
        ja="確率についての勾配です。ここから、ソフトマックスをさかのぼります。",
    )
    expect_close(d, wanted, "backward()", rtol=1e-9, atol=1e-12)

    yield say(
        en="backward again, and after another forward", ja="もう一度backward、別のforwardの後"
    )
    again = expect_array(loss.backward(), "backward(), the second time", shape=(N, K))
    assert np.allclose(again, d), say(
        en="A second backward gives something else. The first one has written into what forward kept: work on a copy.",
        ja="backward をもう一度呼ぶと、違う値になりました。1 回目が、forward の取っておいた配列を書き換えています。コピーを使ってください。",
    )
    other, labels = np.array([[0.0, 1000.0], [3.0, 1.0]]), np.array([0, 1])
    quiet(loss.forward, other, labels)
    d = quiet(loss.backward)
    wanted = right(other, labels)[2]
    assert d is None or np.shape(d) == wanted.shape, say(
        en=f"After a forward with logits of shape {other.shape}, backward gave shape {np.shape(d)}. It belongs to the forward "
        "that came last: each forward has to keep its own p and t.",
        ja=f"形状 {other.shape} のロジットで forward をした後なのに、backward の返した形状が {np.shape(d)} です。backward が求めるのは、"
        "直前の forward についての勾配です。forward のたびに p と t を入れ替えてください。",
    )
    expect_close(d, wanted, "backward()", rtol=1e-9, atol=1e-300)
