import numpy as np

from lesson_code.exercises.grading import expect_changed

CHOICES = {"top": (2, 3, 5, 10), "k": (0.25, 0.5, 2, 3, 4)}
CHANGE = {
    "ja": "`sigmoid(z)` が返すのは `{top} / (1 + exp(-{k} * z))` です。`sigmoid_derivative(z)` は、この関数の z についての傾きを返します。"
    "大きな |z| でも警告を出さず、小さな値の桁を失わないようにするのは、同じです。",
    "en": "`sigmoid(z)` returns `{top} / (1 + exp(-{k} * z))`, and `sigmoid_derivative(z)` the slope of that function at z. "
    "As before, there is no warning at a large |z|, and small values keep their digits.",
}


def check(answer, say, top, k):
    def curve(z):
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, e) / (1 + e)

    def slope(z):
        e = np.exp(-np.abs(z))
        return e / (1 + e) ** 2

    z = np.array([[-3.0, -1.0, -0.25], [0.0, 0.5, 2.0]])
    yield say(en="The value", ja="値")
    expect_changed(answer.sigmoid(z), top * curve(k * z), curve(z), "sigmoid(z)", rtol=1e-9)

    yield say(en="The slope", ja="傾き")
    wanted = top * k * slope(k * z)
    expect_changed(
        answer.sigmoid_derivative(z), wanted, slope(z), "sigmoid_derivative(z)", rtol=1e-9
    )

    yield say(
        en="Large and small: no warning, and the digits stay",
        ja="大きな z：警告を出さず、桁も失わない",
    )
    far = np.array([-1000.0, -700.0, -40.0, -30.0, 30.0, 40.0, 1000.0]) / k
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        got, steep = answer.sigmoid(far), answer.sigmoid_derivative(far)
    expect_changed(got, top * curve(k * far), curve(far), "sigmoid(z)", rtol=1e-9)
    expect_changed(steep, top * k * slope(k * far), slope(far), "sigmoid_derivative(z)", rtol=1e-9)
