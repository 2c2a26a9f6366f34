import math

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
            assert "where" not in line.text, say(
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
    far = expect_array(answer.sigmoid(np.array([-600.0, -700.0])), "sigmoid(z)")
    assert far[0] != far[1] or far[0] == 0, say(
        en=f"sigmoid is {far[0]:.1e} both at z = -600 and at z = -700, where the right values are "
        f"{sigmoid(-600):.1e} and {sigmoid(-700):.1e}. Clipping z changes the values.",
        ja=f"z = -600 でも z = -700 でも {far[0]:.1e} になります。正しい値は {sigmoid(-600):.1e} と "
        f"{sigmoid(-700):.1e} です。z を切り詰める（clip）と、値が変わってしまいます。",
    )
    expect_close(
        far, [sigmoid(-600), sigmoid(-700)], "sigmoid(np.array([-600.0, -700.0]))", rtol=1e-9
    )
    expect_close(ends, [0.0, 1.0], "sigmoid(np.array([-1000.0, 1000.0]))")

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
    expect_close(got, np.vectorize(slope)(z), "sigmoid_derivative(z)", rtol=1e-12)

    yield say(
        en="sigmoid_derivative: the same on both sides, and small",
        ja="sigmoid_derivative：左右対称で、小さな値の桁も残る",
    )
    without_overflow("sigmoid_derivative", np.array([-1000.0, 1000.0]))
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
