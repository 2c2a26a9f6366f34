import math

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    def speed_up(s, n):
        return float(expect_array(answer.speed_up(s, n), f"speed_up({s}, {n})", shape=()))

    yield say(
        en="A fifth cannot be split, four workers", ja="分けられない割合が 1/5、ワーカーが 4 個"
    )
    got = speed_up(0.2, 4)
    assert not math.isclose(got, 4), say(
        en="This is n, as if everything could be split. The share s takes as long as before.",
        ja="n のままで、全部を分けられるとみなした答えです。割合 s の分は、元と同じ時間がかかります。",
    )
    assert not math.isclose(got, 0.4), say(
        en="0.4 is the time that four workers take. The speed-up is 1 over that time.",
        ja="0.4 は、4 個で計算したときの時間です。速度向上比は、1 をその時間で割った値です。",
    )
    assert not math.isclose(got, 5), say(
        en="5 is 1 / s, what no number of workers exceeds. There are only four.",
        ja="5 は 1 / s で、ワーカーをいくら増やしても超えられない値です。いまは 4 個です。",
    )
    assert not math.isclose(got, 1 / 0.85), say(
        en="Here s and 1 - s have changed places: it is s that cannot be split.",
        ja="s と 1 - s が逆です。分けられないほうの割合が s です。",
    )
    assert not math.isclose(got, 0.2 + 0.8 * 4), say(
        en="The time of the part that is split gets n times shorter. It is times that add up, not speeds.",
        ja="分けられる部分の時間が n 分の 1 になります。足せるのは時間で、速さではありません。",
    )
    assert not math.isclose(got, 4 * 0.8), say(
        en="The workers' time was not forgotten, but that of the share s was: it comes on top.",
        ja="割合 s にかかる時間が入っていません。分けた部分の時間に、s を足します。",
    )
    assert not math.isclose(got, 2), say(
        en="Divide the time of one worker by that of four. One worker takes s and the rest, together 1.",
        ja="1 個のときの時間を、4 個のときの時間で割ります。1 個のときは、s と残りを合わせて 1 です。",
    )
    expect_close(got, 2.5, "speed_up(0.2, 4)", rtol=1e-9)

    yield say(
        en="One worker; nothing to split; all of it",
        ja="ワーカー 1 個、まったく分けられない、全部分けられる",
    )
    for s, n, wanted in ((0.3, 1, 1.0), (1.0, 8, 1.0), (0.0, 8, 8.0)):
        expect_close(speed_up(s, n), wanted, f"speed_up({s}, {n})", rtol=1e-9)

    yield say(en="Many workers: close to 1 / s", ja="ワーカーが多いとき：1 / s に近い")
    for s in (0.1, 0.25, 0.9):
        for n in (2, 3, 10**9):
            expect_close(speed_up(s, n), n / (s * n + 1 - s), f"speed_up({s}, {n})", rtol=1e-9)
