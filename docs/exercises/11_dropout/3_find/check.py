import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    rng = np.random.default_rng(3)

    def passes(rate, training, seed=0):
        """x, y, dout and dx of one forward and one backward pass."""
        layer = answer.Dropout(rate, np.random.default_rng(seed))
        layer.training = training
        x, dout = rng.standard_normal((2, 30, 40))
        y = expect_array(layer.forward(x), "forward(x)", shape=x.shape)
        dx = expect_array(layer.backward(dout), "backward(dout)", shape=x.shape)
        return x, y, dout, dx

    yield say(en="Forward is as before", ja="順伝播は元のまま")
    for rate in (0.5, 0.8):
        x, y, _, _ = passes(rate, True)
        assert not np.allclose(y, x * (y != 0)), say(
            en="forward has lost its division by 1 - rate. It was right; the mistake is elsewhere.",
            ja="forward から、1 - rate で割る計算がなくなりました。そこは合っていました。間違いは別のところです。",
        )
        assert abs((y == 0).mean() - rate) < 0.08, say(
            en=f"With rate {rate}, {(y == 0).mean():.0%} became 0. That part was right, and stays.",
            ja=f"rate が {rate} のとき、{(y == 0).mean():.0%} が 0 になりました。そこは合っていたので、そのままにします。",
        )
        expect_close(y, x * (y != 0) / (1 - rate), "forward(x)", rtol=1e-6)
    x, y, _, _ = passes(0.5, False)
    expect_close(y, x, "forward(x) with training False")

    yield say(en="Backward in training", ja="学習中の逆伝播")
    for rate in (0.5, 0.8):
        _, y, dout, dx = passes(rate, True)
        kept = y != 0
        assert not np.allclose(dx, dout * kept), say(
            en=f"With rate {rate} the gradients are {1 / (1 - rate):.3g} times too small. What did forward do to the numbers "
            "that it kept?",
            ja=f"rate が {rate} のとき、勾配が {1 / (1 - rate):.3g} 分の 1 しかありません。forward は、残した数をどうしましたか。",
        )
        assert not np.allclose(dx, dout * kept * (1 - rate)), say(
            en="Now they are smaller still: the gradient is divided by 1 - rate, as the number was.",
            ja="もっと小さくなりました。数と同じように、勾配も 1 - rate で割ります。",
        )
        assert not np.allclose(dx, dout / (1 - rate)), say(
            en="The factor is there, and the mask is gone. What was dropped has a gradient of 0.",
            ja="割り算は入りましたが、マスクがなくなりました。0 にしたところの勾配は 0 です。",
        )
        assert rate == 0.5 or not np.allclose(dx, dout * kept / 0.5), say(
            en="Right for rate 0.5 only. The factor depends on rate.",
            ja="rate が 0.5 のときしか合いません。割る数は、rate によって変わります。",
        )
        expect_close(dx, dout * kept / (1 - rate), "backward(dout)", rtol=1e-6)

    yield say(en="Backward when not training", ja="学習中でないときの逆伝播")
    for rate in (0.5, 0.8):
        _, _, dout, dx = passes(rate, False)
        assert not np.allclose(dx, dout / (1 - rate)), say(
            en="With training False forward divides by nothing, and backward still divides by 1 - rate.",
            ja="training が False なら forward は割らないのに、backward は 1 - rate で割っています。",
        )
        expect_close(dx, dout, "backward(dout) with training False")
