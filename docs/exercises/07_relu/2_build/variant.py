import numpy as np

from lesson_code.exercises.grading import expect_array, expect_changed

CHOICES = {"leak": (0.02, 0.05, 0.1, 0.2), "top": (1, 2, 4, 6)}
CHANGE = {
    "ja": "どちらの層も、{top} より大きい値を {top} にします。そこの傾きは 0 です。さらに、`ReLU()` は負の値を 0 にせず、{leak} 倍にします。`LeakyReLU(alpha)` は、負の値を `alpha` 倍にするままです。",
    "en": "Both layers turn what is larger than {top} into {top}, with a slope of 0 there. And `ReLU()` multiplies negative numbers by {leak} instead of turning them into 0. `LeakyReLU(alpha)` still multiplies them by `alpha`.",
}


def check(answer, say, leak, top):
    rng = np.random.default_rng(7)
    for name, make, slope, own in (
        ("ReLU()", answer.ReLU, leak, 0.0),
        ("LeakyReLU(0.3)", lambda: answer.LeakyReLU(0.3), 0.3, 0.3),
        ("LeakyReLU()", answer.LeakyReLU, 0.01, 0.01),
        ("LeakyReLU(-2.0)", lambda: answer.LeakyReLU(-2.0), -2.0, -2.0),
    ):
        yield say(en=f"{name}: forward and backward", ja=f"{name}：順伝播と逆伝播")
        for shape in ((4, 3), (2, 3, 4, 5)):
            x, dout = rng.standard_normal((2, *shape)) * np.array([3 * top, 1]).reshape(
                2, *[1] * len(shape)
            )
            x.flat[:3] = -1.5, 0.5 * top, 2 * top
            layer = make()
            y = expect_array(layer.forward(x), f"{name}.forward(x)", shape=shape)
            dx = expect_array(layer.backward(dout), f"{name}.backward(dout)", shape=shape)
            below, above = x <= 0, x > top
            wanted = np.where(below, slope * x, np.where(above, top, x))
            expect_changed(y, wanted, np.where(below, own * x, x), f"{name}.forward(x)", rtol=1e-9)
            wanted = dout * np.where(below, slope, np.where(above, 0.0, 1.0))
            plain = dout * np.where(below, own, 1.0)
            expect_changed(dx, wanted, plain, f"{name}.backward(dout)", rtol=1e-9)
