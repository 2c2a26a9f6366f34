import math
import re

import numpy as np

from lesson_code.exercises.grading import careful, expect_array, expect_close, line_of


def sigmoid(z):
    e = math.exp(-abs(z))
    return (1 if z >= 0 else e) / (1 + e)


def slope(z):
    return sigmoid(z) * sigmoid(-z)


def check(answer, say):
    def without_overflow(name, z):
        """Call a function where nothing may overflow, not even if the warning is silenced."""
        try:
            with np.errstate(over="raise", divide="raise", invalid="raise"):
                return getattr(answer, name)(careful(z))
        except FloatingPointError as error:
            line = line_of(error)
            assert not re.search(r"\bwhere\(", line.text), say(
                en=f"Line {line.number} overflows ({error}). np.where computes both of its "
                "expressions for every element before it chooses, so the one not chosen overflows.",
                ja=f"{line.number} 行目であふれます（{error}）。np.where は、選ぶ前に二つの式をどちらも"
                "すべての要素で計算するので、選ばれないほうがあふれます。",
            )
            raise AssertionError(
                say(
                    en=f"Line {line.number} overflows for {z.dtype} at z = {z.tolist()} ({error}), "
                    "also where the warning is silenced. Only exponents of 0 or below are safe.",
                    ja=f"{line.number} 行目が {z.dtype} の z = {z.tolist()} であふれます（{error}）。警告を"
                    "消しても同じです。安心して指数をとれるのは、0 以下の数だけです。",
                )
            ) from error

    yield say(en="sigmoid: values between -2 and 2", ja="sigmoid：-2 から 2 までの値")
    z = np.array([[-2.0, -1.0, 0.0], [0.5, 1.0, 2.0]])
    expect_close(answer.sigmoid(z), np.vectorize(sigmoid)(z), "sigmoid(z)", rtol=1e-12)

    yield say(en="sigmoid: no overflow at ±1000", ja="sigmoid：±1000 であふれない")
    ends = without_overflow("sigmoid", np.array([-1000.0, 1000.0]))
    ends = expect_array(ends, "sigmoid(z)", shape=(2,))

    yield say(en="sigmoid: small values keep their digits", ja="sigmoid：小さな値の桁が残る")
    small = np.array([-20.0, -30.0, -40.0])
    got = expect_array(answer.sigmoid(small), "sigmoid(z)", shape=(3,))
    for z, y in zip(small.tolist(), got.tolist(), strict=True):
        assert abs(y - sigmoid(z)) < 1e-12 * sigmoid(z), say(
            en=f"sigmoid({z:g}) is {y:.12e}, expected {sigmoid(z):.12e}: its digits are lost. "
            "Does it add or subtract two numbers that almost cancel?",
            ja=f"sigmoid({z:g}) が {y:.12e} です。正しくは {sigmoid(z):.12e} で、桁が失われています。"
            "ほとんど打ち消し合う二つの数を、足すか引くかしていませんか。",
        )

    yield say(en="sigmoid: far out, too, each z has its value", ja="sigmoid：遠くでも z ごとの値")
    far = np.array([-600.0, -700.0, -705.0])
    got = expect_array(answer.sigmoid(far), "sigmoid(z)", shape=(3,))
    for i, j in ((0, 1), (1, 2)):
        assert got[i] != got[j] or got[i] == 0, say(
            en=f"sigmoid is {got[i]:.1e} both at z = {far[i]:g} and at z = {far[j]:g}, where the right values "
            f"are {sigmoid(far[i]):.1e} and {sigmoid(far[j]):.1e}. Clipping z changes the values.",
            ja=f"z = {far[i]:g} でも z = {far[j]:g} でも {got[i]:.1e} になります。正しい値は {sigmoid(far[i]):.1e} と "
            f"{sigmoid(far[j]):.1e} です。z を切り詰める（clip）と、値が変わってしまいます。",
        )
    expect_close(
        got, [sigmoid(z) for z in far], "sigmoid(np.array([-600.0, -700.0, -705.0]))", rtol=1e-9
    )
    expect_close(ends, [0.0, 1.0], "sigmoid(np.array([-1000.0, 1000.0]))", atol=1e-307)

    yield say(en="sigmoid: float32 in, float32 out", ja="sigmoid：float32 には float32")
    single = np.array([-1000.0, -100.0, 0.0, 100.0, 1000.0], np.float32)
    y = expect_array(without_overflow("sigmoid", single), "sigmoid(z)", shape=(5,))
    assert y.dtype == np.float32, say(
        en=f"sigmoid returns {y.dtype} for a float32 array. Converting to {y.dtype} only moves the "
        "overflow further out, and the rest of the network then calculates with it.",
        ja=f"float32 の配列に {y.dtype} を返しました。{y.dtype} に変えても、あふれる場所が遠のくだけで、"
        "ネットワークの残りの計算まで巻き込まれます。",
    )
    expect_close(y[2:], [0.5, 1, 1], "sigmoid(z)", rtol=1e-6)
    z = np.array([-20.0, -50.0, -80.0, 5.0], np.float32)
    y = expect_array(answer.sigmoid(z), "sigmoid(z)", shape=(4,))
    for number, got in zip(z.tolist(), y.tolist(), strict=True):
        assert abs(got - sigmoid(number)) < 1e-4 * sigmoid(number), say(
            en=f"sigmoid({number:g}) is {got:.6g}, expected {sigmoid(number):.6g}: for float32, its digits are "
            "lost. Is float32 treated in another way than float64?",
            ja=f"sigmoid({number:g}) が {got:.6g} です。正しくは {sigmoid(number):.6g} で、float32 では桁が失われています。"
            "float32 のときだけ、別の計算をしていませんか。",
        )

    yield say(
        en="sigmoid_derivative: takes z, not the output",
        ja="sigmoid_derivative：出力ではなく z を受け取る",
    )
    z = np.array([-2.0, -0.5, 0.0, 1.0])
    got = expect_array(answer.sigmoid_derivative(z), "sigmoid_derivative(z)", shape=(4,))
    twice = np.vectorize(lambda z: slope(sigmoid(z)))(z)
    for other in (z * (1 - z), twice):
        assert not np.allclose(got, other), say(
            en=f"sigmoid_derivative(0.0) is {got[2]:g}, but the slope at z = 0 is 1/4. "
            "y (1 - y) holds for the output y = sigmoid(z); the argument here is z itself.",
            ja=f"sigmoid_derivative(0.0) が {got[2]:g} ですが、z = 0 での傾きは 1/4 です。y (1 - y) の "
            "y は、出力 sigmoid(z) です。ここで受け取るのは z そのものです。",
        )
    y = np.vectorize(sigmoid)(z)
    assert not np.allclose(got, 1 - y**2), say(
        en=f"sigmoid_derivative(0.0) is {got[2]:g}. 1 - y**2 is the slope of tanh; the sigmoid's is 1/4 at z = 0.",
        ja=f"sigmoid_derivative(0.0) が {got[2]:g} です。1 - y**2 は tanh の傾きです。シグモイドの傾きは、z = 0 で 1/4 です。",
    )
    assert not np.allclose(got, np.minimum(y, 1 - y)), say(
        en=f"sigmoid_derivative(0.0) is {got[2]:g}, but the slope at z = 0 is 1/4. With e = exp(-|z|), y (1 - y) is "
        "e / (1 + e)**2; you divided by 1 + e only once.",
        ja=f"sigmoid_derivative(0.0) が {got[2]:g} ですが、z = 0 での傾きは 1/4 です。e = exp(-|z|) とおくと、y (1 - y) は "
        "e / (1 + e)**2 です。1 + e で一度しか割っていません。",
    )
    expect_close(got, np.vectorize(slope)(z), "sigmoid_derivative(z)", rtol=1e-12)

    yield say(
        en="sigmoid_derivative: the same on both sides, and small",
        ja="sigmoid_derivative：左右対称で、小さな値の桁も残る",
    )
    ends = without_overflow("sigmoid_derivative", np.array([-1000.0, 1000.0]))
    ends = expect_array(ends, "sigmoid_derivative(z)", shape=(2,))
    left = expect_array(answer.sigmoid_derivative(-np.array([30.0, 40.0])), "the slope")
    right = expect_array(answer.sigmoid_derivative(np.array([30.0, 40.0])), "the slope")
    assert np.allclose(left, [slope(-30), slope(-40)], rtol=1e-12, atol=0), say(
        en=f"The slope at z = -30 is {left[0]:.6e}, expected {slope(-30):.6e}.",
        ja=f"z = -30 での傾きが {left[0]:.6e} です。正しくは {slope(-30):.6e} です。",
    )
    assert np.allclose(right, left, rtol=1e-12, atol=0), say(
        en=f"The slope at z = 30 is {right[0]:.6e}, at z = -30 it is {left[0]:.6e}; they are equal in "
        "truth. At z = 30 the output is so close to 1 that 1 - y has hardly a digit left.",
        ja=f"z = 30 での傾きが {right[0]:.6e}、z = -30 では {left[0]:.6e} です。本当は等しいはずです。"
        "z = 30 では出力が 1 に近すぎて、1 - y に桁がほとんど残りません。",
    )
    far = np.array([-600.0, -700.0, -705.0])
    got = expect_array(answer.sigmoid_derivative(far), "sigmoid_derivative(z)", shape=(3,))
    for i, j in ((0, 1), (1, 2)):
        assert got[i] != got[j] or got[i] == 0, say(
            en=f"The slope is {got[i]:.1e} both at z = {far[i]:g} and at z = {far[j]:g}; at the second "
            f"it should be {slope(far[j]):.1e}. Clipping z changes the slope.",
            ja=f"傾きが z = {far[i]:g} でも z = {far[j]:g} でも {got[i]:.1e} です。z = {far[j]:g} での正しい値は "
            f"{slope(far[j]):.1e} です。z を切り詰める（clip）と、傾きが変わってしまいます。",
        )
    expect_close(got, [slope(z) for z in far], "sigmoid_derivative(z)", rtol=1e-9)
    expect_close(ends, [0.0, 0.0], "sigmoid_derivative(np.array([-1000.0, 1000.0]))", atol=1e-307)

    yield say(en="sigmoid_derivative: float32, too", ja="sigmoid_derivative：float32 でも")
    z = np.array([[-80.0, -20.0, -1.0], [0.0, 3.0, 50.0]], np.float32)
    got = expect_array(answer.sigmoid_derivative(z), "sigmoid_derivative(z)", shape=(2, 3))
    assert got.dtype == np.float32, say(
        en=f"The slope for a float32 array is {got.dtype}. It should be float32, as the sigmoid is: the gradients "
        "calculated with it would all become larger.",
        ja=f"float32 の配列に、{got.dtype} の傾きを返しました。シグモイドと同じく float32 にしてください。この傾きで計算する勾配が、"
        f"どれも {got.dtype} になってしまいます。",
    )
    expect_close(got, np.vectorize(slope)(z.astype(float)), "sigmoid_derivative(z)", rtol=1e-4)
    z = np.array([-1000.0, -100.0, 100.0, 1000.0], np.float32)
    got = expect_array(
        without_overflow("sigmoid_derivative", z), "sigmoid_derivative(z)", shape=(4,)
    )
    expect_close(got, np.zeros(4), "sigmoid_derivative(z)", atol=1e-37)
