import math

import numpy as np

from lesson_code.exercises.grading import careful, expect_array, expect_close, line_of


def log_sum_exp(row):
    m = max(row)
    return m + math.log(math.fsum(math.exp(a - m) for a in row))


def check(answer, say):
    def without_overflow(name, logits, *rest):
        """Call a function where nothing may overflow, not even if the warning is silenced."""
        try:
            with np.errstate(over="raise", divide="raise", invalid="raise"):
                return getattr(answer, name)(careful(logits), *rest)
        except FloatingPointError as error:
            line = line_of(error)
            assert "divide" not in str(error) or name == "log_sum_exp", say(
                en=f"Line {line.number} takes the logarithm of 0 at logits {logits.tolist()} ({error})."
                " A probability became 0, which its logarithm need not. Can you do without it?",
                ja=f"{line.number} 行目が、ロジット {logits.tolist()} で 0 の対数をとります（{error}）。"
                "確率は 0 につぶれても、その対数はつぶれません。確率を通らずに済みませんか。",
            )
            assert "divide" not in str(error), say(
                en=f"Line {line.number} takes the logarithm of 0 at logits {logits.tolist()} ({error})."
                " Every exponential of a row became 0. Whose maximum was taken away?",
                ja=f"{line.number} 行目が、ロジット {logits.tolist()} で 0 の対数をとります（{error}）。"
                "ある行の指数がすべて 0 になりました。引いたのは、どの範囲の最大値ですか。",
            )
            raise AssertionError(
                say(
                    en=f"Line {line.number} overflows at logits {logits.tolist()} ({error}). Which "
                    "exponents are always safe?",
                    ja=f"{line.number} 行目が、ロジット {logits.tolist()} であふれます（{error}）。指数を"
                    "とっても必ず安心なのは、どんな数でしょうか。",
                )
            ) from error

    yield say(en="log_sum_exp: a square batch", ja="log_sum_exp：正方形のバッチ")
    square = np.array([[2.0, 1.0, 0.0], [0.0, 3.0, -1.0], [-2.0, 0.5, 1.0]])
    expected = np.array([log_sum_exp(row) for row in square.tolist()])
    got = expect_array(answer.log_sum_exp(square), "log_sum_exp(logits)", shape=(3,))
    m = square.max(axis=1)
    assert not np.allclose(got, m + np.log(np.exp(square - m).sum(axis=1))), say(
        en=f"Row 1 gives {got[1]:.4f}, expected {expected[1]:.4f}. In a square batch, an array of "
        "shape (N,) is taken away column by column. Which shape belongs to one number a row?",
        ja=f"1 行目が {got[1]:.4f} です。正しくは {expected[1]:.4f} です。正方形のバッチでは、形状 (N,) の"
        "配列は列ごとに引かれます。一行に一つの数を引くには、どんな形状が要るでしょうか。",
    )
    columns = np.array([log_sum_exp(column) for column in square.T.tolist()])
    assert not np.allclose(got, columns), say(
        en="These are the sums of the columns. A row is one image, so add along axis=1.",
        ja="列ごとの和になっています。一行が画像一枚なので、axis=1 に沿って足します。",
    )
    assert not np.allclose(got, expected - m), say(
        en=f"Row 0 gives {got[0]:.4f}, expected {expected[0]:.4f}: {m[0]:g} too little, the row's "
        "largest logit. What was taken away must be added back.",
        ja=f"0 行目が {got[0]:.4f} です。正しくは {expected[0]:.4f} で、その行の最大値 {m[0]:g} だけ"
        "足りません。引いたものは、足し戻します。",
    )
    expect_close(got, expected, "log_sum_exp(logits)", rtol=1e-12)

    yield say(en="log_sum_exp: no overflow", ja="log_sum_exp：あふれない")
    large = np.array([[1000.0, 1001.0], [1001.0, 1000.0], [1000.0, 1000.0]])
    got = without_overflow("log_sum_exp", large)
    expected = [log_sum_exp(row) for row in large.tolist()]
    expect_close(got, expected, "log_sum_exp(logits)", rtol=1e-12)

    yield say(en="log_sum_exp: no underflow to log 0", ja="log_sum_exp：log 0 にならない")
    apart = np.array([[1000.0, 999.0], [-1000.0, -1001.0]])
    got = without_overflow("log_sum_exp", apart)
    expected = [log_sum_exp(row) for row in apart.tolist()]
    expect_close(got, expected, "log_sum_exp(logits)", rtol=1e-12)

    yield say(en="cross_entropy: mean of the batch", ja="cross_entropy：バッチの平均")
    logits = np.array([[2.0, 1.0, 0.0, -1.0], [0.0, 0.5, 0.0, 3.0]])
    t = np.array([0, 1])
    right = sum(log_sum_exp(logits[n].tolist()) - logits[n, t[n]] for n in (0, 1)) / 2
    got = float(expect_array(answer.cross_entropy(logits, t), "cross_entropy(logits, t)", shape=()))
    assert not math.isclose(got, 2 * right, rel_tol=1e-6), say(
        en=f"The loss is {got:.4f}, expected {right:.4f}: N = 2 times too large. Is it the sum of "
        "the batch?",
        ja=f"損失が {got:.4f} です。正しくは {right:.4f} なので、ちょうど N = 2 倍です。バッチの合計になっていませんか。",
    )
    assert not math.isclose(got, -right, rel_tol=1e-6), say(
        en=f"The loss is {got:.4f}: the sign is wrong, a loss is never negative.",
        ja=f"損失が {got:.4f} です。符号が逆です。損失は負になりません。",
    )
    expect_close(got, right, "cross_entropy(logits, t)", rtol=1e-6)

    yield say(en="cross_entropy: the worst answers", ja="cross_entropy：最悪の答え")
    worst = np.array([[0.0, 30.0, 0.0], [50.0, 0.0, 0.0]])
    t = np.array([0, 1])
    got = float(expect_array(answer.cross_entropy(worst, t), "cross_entropy(logits, t)", shape=()))
    assert got > 17, say(
        en=f"The losses are 30 and 50, but their mean comes out as {got:.2f}. No loss here gets above "
        f"{-math.log(1e-7):.2f} = -log(1e-7). What was added inside the logarithm?",
        ja=f"損失は 30 と 50 なのに、平均が {got:.2f} になりました。どの損失も "
        f"{-math.log(1e-7):.2f} = -log(1e-7) で頭打ちです。対数の中に、何を足しましたか。",
    )
    expect_close(got, 40.0, "cross_entropy(logits, t)", rtol=1e-6)

    yield say(en="cross_entropy: logits of ±1000", ja="cross_entropy：±1000 のロジット")
    ends = np.array([[1000.0, -1000.0], [1000.0, -1000.0]])
    got = without_overflow("cross_entropy", ends, np.array([0, 1]))
    expect_close(got, 1000.0, "cross_entropy(logits, t)", rtol=1e-12)

    yield say(en="cross_entropy: a good answer keeps its digits", ja="cross_entropy：良い答えの桁")
    good = answer.cross_entropy(np.array([[5.0, -5.0]]), np.array([0]))
    good = float(expect_array(good, "cross_entropy(logits, t)", shape=()))
    right = math.log1p(math.exp(-10))
    assert abs(good - right) < 1e-9 * right, say(
        en=f"At logits [5, -5] and t = 0 the loss is {good:.6e}, expected {right:.6e}. Is a small "
        "constant still added somewhere?",
        ja=f"ロジット [5, -5]、t = 0 での損失が {good:.6e} です。正しくは {right:.6e} です。どこかで、"
        "小さな定数を足していませんか。",
    )
