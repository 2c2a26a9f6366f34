import math

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    def length(t, beta1, beta2):
        name = f"uncorrected({t}, {beta1}, {beta2})"
        return float(expect_array(answer.uncorrected(t, beta1, beta2), name, shape=()))

    def right(t, beta1, beta2):
        return (1 - beta1**t) / math.sqrt(1 - beta2**t)

    yield say(en="The first step", ja="1 歩目")
    got = length(1, 0.9, 0.999)
    assert not math.isclose(got, 1), say(
        en="1 is the length with both corrections. Here m is 0.1 of the gradient, and v 0.001 of its square.",
        ja="1 は、両方を補正したときの歩幅です。ここでは m は勾配の 0.1 倍、v は勾配の二乗の 0.001 倍です。",
    )
    assert not math.isclose(got, 100), say(
        en="100 is 0.1 over 0.001. The step is divided by the root of v.",
        ja="100 は、0.1 ÷ 0.001 です。割るのは、v の平方根です。",
    )
    assert not math.isclose(got, right(1, 0.9, 0.999) ** -1), say(
        en="This is what m and v have to be corrected by. Without that correction, m itself is above the fraction line.",
        ja="これは、補正に使う倍率です。補正しなければ、分子にあるのは小さいままの m です。",
    )
    assert got > 0, say(
        en="A length is above 0; m and v are both positive here.",
        ja="歩幅は正の数です。ここでは m も v も正です。",
    )
    assert not math.isclose(got, math.sqrt(0.1 / 0.001)), say(
        en="The root belongs to v alone: v is a mean of squares, m is not.",
        ja="平方根をとるのは v だけです。二乗の平均なのは v で、m は違います。",
    )
    expect_close(got, right(1, 0.9, 0.999), "uncorrected(1, 0.9, 0.999)", rtol=1e-9)

    yield say(en="Later steps", ja="2 歩目から後")
    got = length(2, 0.9, 0.999)
    assert not math.isclose(got, right(1, 0.9, 0.999)), say(
        en="The second step comes out like the first. Where does your line use t?",
        ja="2 歩目が 1 歩目と同じです。t を、どこかで使っているでしょうか。",
    )
    assert not math.isclose(got, 2 * 0.1 / math.sqrt(2 * 0.001)), say(
        en="m does not grow by 0.1 g each step: the older gradients fade. Their weights add up to 1 - beta**t.",
        ja="m は 1 歩ごとに 0.1 g ずつ増えるのではありません。古い勾配は薄れていきます。重みの合計は 1 - beta**t です。",
    )
    assert not math.isclose(got, right(3, 0.9, 0.999)), say(
        en="This is step 3. t counts from 1, so at t = 1 one gradient has been seen.",
        ja="これは 3 歩目の値です。t は 1 から数えるので、t = 1 では勾配を一つだけ見ています。",
    )
    for t in (2, 10, 100, 5000):
        expect_close(
            length(t, 0.9, 0.999), right(t, 0.9, 0.999), f"uncorrected({t}, 0.9, 0.999)", rtol=1e-9
        )

    yield say(en="Other decays", ja="ほかの減衰率")
    got = length(1, 0.5, 0.75)
    assert not math.isclose(got, right(1, 0.9, 0.999)), say(
        en="With 0.5 and 0.75 it gives what 0.9 and 0.999 give. Use beta1 and beta2.",
        ja="0.5 と 0.75 なのに、0.9 と 0.999 のときの値です。beta1 と beta2 を使ってください。",
    )
    assert not math.isclose(got, right(1, 0.75, 0.5)), say(
        en="beta1 belongs to m, beta2 to v. Here they are swapped.",
        ja="beta1 は m、beta2 は v のものです。逆になっています。",
    )
    for t, beta1, beta2 in ((1, 0.5, 0.75), (3, 0.0, 0.9), (7, 0.99, 0.99), (4, 0.8, 0.0)):
        expect_close(
            length(t, beta1, beta2),
            right(t, beta1, beta2),
            f"uncorrected({t}, {beta1}, {beta2})",
            rtol=1e-9,
        )
