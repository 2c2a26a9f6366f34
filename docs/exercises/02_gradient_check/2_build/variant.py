import numpy as np

from lesson_code.exercises.grading import expect_array, expect_changed, writable

CHOICES = {"side": ("+", "-"), "share": ("|a| * |b|", "a**2 + b**2")}
CHANGE = {
    "ja": "`numerical_gradient` は、片側の 3 点だけで傾きを測ります。要素ごとに `({sign}3 f(x) {other} 4 f(x {side} h) {sign} f(x {side} 2 h)) / (2 h)` です。"
    "`relative_error(a, b)` は、差のうち最大のものを、`sqrt({share})` のうち最大のもので割ります。ほかの決まりは同じです。",
    "en": "`numerical_gradient` uses three points on one side only: for each element, `({sign}3 f(x) {other} 4 f(x {side} h) {sign} f(x {side} 2 h)) / (2 h)`. "
    "`relative_error(a, b)` divides the largest difference by the largest `sqrt({share})`. All else stays.",
}


def words(language, side, share):
    """What the text of the change needs besides."""
    return {"sign": "-" if side == "+" else "+", "other": side}


def check(answer, say, side, share):
    def scheme(f, x, h):
        """The slope of a function of one number."""
        s = 1 if side == "+" else -1
        return s * (-3 * f(x) + 4 * f(x + s * h) - f(x + 2 * s * h)) / (2 * h)

    yield say(
        en="numerical_gradient: three points on one side", ja="numerical_gradient：片側の 3 点"
    )
    x = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.5]])
    kept = x.copy()
    # Far from exact with such a large h, so that the formula shows
    got = answer.numerical_gradient(lambda a: float((a**4).sum()), writable(x), h=0.5)
    wanted = np.vectorize(lambda v: scheme(lambda u: u**4, v, 0.5))(kept)
    central = ((kept + 0.5) ** 4 - (kept - 0.5) ** 4) / 1.0
    expect_changed(got, wanted, central, "numerical_gradient(f, x, h=0.5)", rtol=1e-9, atol=1e-9)
    assert np.array_equal(x, kept), say(
        en="x is not as it was before. Put each element back.",
        ja="x が元に戻っていません。要素を一つずつ、元に戻してください。",
    )

    yield say(
        en="numerical_gradient: a slope of several variables",
        ja="numerical_gradient：いくつもの変数の傾き",
    )
    got = answer.numerical_gradient(
        lambda a: float(np.sin(a).sum() + a[0, 0] * a[1, 2]), writable(x)
    )
    exact = np.cos(kept)
    exact[0, 0] += kept[1, 2]
    exact[1, 2] += kept[0, 0]
    got = expect_array(got, "numerical_gradient(f, x)", shape=x.shape)
    assert np.allclose(got, exact, atol=1e-6), say(
        en="The slopes are wrong by more than the formula explains.",
        ja="傾きの誤差が、公式から考えられるより大きくなっています。",
    )

    yield say(en="relative_error: the new divisor", ja="relative_error：新しい割る数")
    a, b = np.array([3.0, -1.0, 2.0]), np.array([4.0, -1.5, 0.5])
    size = a**2 + b**2 if share == "a**2 + b**2" else np.abs(a) * np.abs(b)
    lesson = np.abs(a - b).max() / (np.abs(a) + np.abs(b)).max()
    wanted = np.abs(a - b).max() / np.sqrt(size).max()
    expect_changed(answer.relative_error(a, b), wanted, lesson, "relative_error(a, b)")

    yield say(
        en="relative_error: nothing, NaN, and other shapes",
        ja="relative_error：すべて 0、NaN、違う形状",
    )
    zero = np.zeros(2)
    expect_changed(answer.relative_error(zero, zero), 0.0, 1.0, "relative_error(zeros, zeros)")
    assert np.isnan(answer.relative_error(np.array([np.nan, 1.0]), zero + 1)), say(
        en="A NaN must not get lost: the error is NaN, too.",
        ja="NaNが消えています。誤差もNaNになるはずです。",
    )
    try:
        answer.relative_error(zero, np.zeros(3))
    except ValueError:
        return
    raise AssertionError(
        say(
            en="Other shapes: raise a ValueError.",
            ja="形状が違うときは、ValueErrorを起こしてください。",
        )
    )
