import math

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    def age(momentum):
        return float(expect_array(answer.age(momentum), f"age({momentum})", shape=()))

    yield say(en="PyTorch's usual 0.1", ja="PyTorchの既定値 0.1")
    got = age(0.1)
    assert not math.isclose(got, 0.1 / 0.9), say(
        en="This takes 0.1 for the weight of the old value. In PyTorch it is that of the new one.",
        ja="これは、0.1 を古い値の重みとみなした答えです。PyTorchでは、新しい値の重みです。",
    )
    assert not math.isclose(got, 0.9), say(
        en="0.9 is the weight of the old value. What is the mean age, then?",
        ja="0.9 は、古い値の重みです。では、平均して何歩前でしょうか。",
    )
    assert not math.isclose(got, 10), say(
        en="10 counts the newest batch as one step old. Its age is 0.",
        ja="10 は、いちばん新しいバッチを 1 歩前と数えたときの答えです。いちばん新しいバッチは 0 歩前です。",
    )
    expect_close(got, 9.0, "age(0.1)", rtol=1e-9)

    yield say(en="0.01, 0.5 and 0.7", ja="0.01 と 0.5 と 0.7")
    for momentum, steps in ((0.01, 99.0), (0.5, 1.0), (0.7, 3 / 7)):
        expect_close(age(momentum), steps, f"age({momentum})", rtol=1e-9)

    yield say(en="1: only the last batch", ja="1：最後のバッチだけ")
    got = age(1.0)
    assert abs(got) < 1e-9, say(
        en=f"age(1.0) is {got:g}. With a weight of 1 on the new value only the last batch is left, and it is 0 steps old.",
        ja=f"age(1.0) が {got:g} です。新しい値の重みが 1 なら、残るのは最後のバッチだけで、0 歩前です。",
    )
