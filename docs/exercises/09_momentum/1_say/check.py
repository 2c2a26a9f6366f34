import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    def rescaled(v, before, after):
        name = f"rescaled({v}, {before}, {after})"
        got = float(expect_array(answer.rescaled(v, before, after), name, shape=()))
        if np.isclose(got, v * after / before, rtol=1e-9):
            return
        assert got != v, say(
            en=f"{name} is v as it was. It still holds the old rate.",
            ja=f"{name} が、元の v のままです。古い学習率が残っています。",
        )
        assert got != 0, say(
            en=f"{name} is 0: all momentum is lost. PyTorch keeps it, scaled by the new rate.",
            ja=f"{name} が 0 です。勢いがすべてなくなります。PyTorchの速度は、新しい学習率の分だけ残ります。",
        )
        assert not np.isclose(got, v * before / after), say(
            en=f"{name}: the other way round. With a smaller rate the velocity has to become smaller.",
            ja=f"{name} は、逆です。学習率を下げたら、速度も小さくなるはずです。",
        )
        assert not np.isclose(got, v * after), say(
            en=f"{name} is v times the new rate. But the old one is in v already: divide by it.",
            ja=f"{name} は、v に新しい学習率を掛けた値です。v には古い学習率がもう入っているので、それで割ります。",
        )
        assert not np.isclose(got, -v * after / before), say(
            en=f"{name} has the wrong sign: it would turn back. The rates are positive, and v goes on in its direction.",
            ja=f"{name} の符号が逆で、来た道を戻ってしまいます。v の向きは変わりません。",
        )
        assert not np.isclose(got, v + before - after) and not np.isclose(
            got, v + after - before
        ), say(
            en=f"{name} has added a difference of rates. A velocity and a rate cannot be added; the rates' ratio counts.",
            ja=f"{name} では、学習率の差を足しています。速度と学習率は足せません。効くのは、学習率の比です。",
        )
        expect_close(got, v * after / before, name, rtol=1e-9)

    yield say(en="The rate falls to a tenth", ja="学習率を 10 分の 1 に")
    rescaled(-0.5, 0.1, 0.01)

    yield say(en="Other rates, up and down", ja="ほかの学習率で、上げたり下げたり")
    for v, before, after in ((0.4, 0.3, 0.15), (-2.0, 0.02, 0.06), (1.5, 0.25, 0.25)):
        got = float(expect_array(answer.rescaled(v, before, after), "rescaled(...)", shape=()))
        assert not np.isclose(got, v / 10) or np.isclose(after / before, 0.1), say(
            en=f"rescaled({v}, {before}, {after}) is a tenth of v. The rates are other ones now.",
            ja=f"rescaled({v}, {before}, {after}) が v の 10 分の 1 です。今度の学習率では違います。",
        )
        if before != after:
            rescaled(v, before, after)
        expect_close(got, v * after / before, f"rescaled({v}, {before}, {after})", rtol=1e-9)

    yield say(en="A velocity that is an array", ja="配列の速度")
    v = np.array([[1.0, -2.0], [0.0, 4.0]])
    got = expect_array(answer.rescaled(v, 0.1, 0.05), "rescaled(v, 0.1, 0.05)", shape=(2, 2))
    expect_close(got, v / 2, "rescaled(v, 0.1, 0.05)", rtol=1e-9)
