import numpy as np

from lesson_code.exercises.grading import expect_close, writable


def check(answer, say):
    def moves(gradients, lr=1.0, decay=0.75):
        """By how much one parameter goes down at each step."""
        p, optimizer, found = np.zeros(1), answer.RMSProp(lr, decay), []
        for g in gradients:
            g, before = np.array([float(g)]), p.copy()
            kept = g.copy()
            optimizer.update(writable([(p, g)]))
            assert np.array_equal(kept, g), say(
                en="A gradient was changed. h needs an array of its own.",
                ja="勾配が書き換わっています。h には、自分の配列が要ります。",
            )
            found.append((before - p)[0])
        return np.array(found)

    yield say(en="The first step", ja="最初の 1 歩")
    [first] = moves([5])
    assert first > 0, say(
        en="With a gradient above 0 the parameter does not go down any more. Change `self.h` alone.",
        ja="勾配が正なのに、パラメータが減りません。変えるのは `self.h` だけです。",
    )
    wanted = 1 / np.sqrt(0.25)
    assert not np.isclose(first, 1, rtol=1e-3), say(
        en="The first step is as long as the rate: all of the first g**2 is in h. With decay 0.75 it should be a quarter of it.",
        ja="最初の 1 歩が学習率と同じ長さです。h に、最初の g**2 がそのまま入っています。decay が 0.75 なら、入るのは 4 分の 1 です。",
    )
    assert not np.isclose(first, 1 / np.sqrt(0.25 * 1.75), rtol=1e-3), say(
        en="The first g**2 has come in twice: where h starts, and once more when it is updated.",
        ja="最初の g**2 が、h の初めの値と、その後の更新とで、2 回入っています。",
    )
    assert not np.isclose(first, 5 / np.sqrt(0.75 + 0.25 * 25), rtol=1e-3), say(
        en="h seems to start at 1, as if there had been gradients of 1 before. There were none.",
        ja="h が 1 から始まっているようです。それまでに大きさ 1 の勾配があったことになりますが、まだ一つもありません。",
    )
    assert not np.isclose(first, 1 / np.sqrt(0.75), rtol=1e-3), say(
        en="decay and 1 - decay have changed places: g**2 comes in with the weight decay.",
        ja="decay と 1 - decay が逆で、g**2 に decay が掛かっています。",
    )
    expect_close(first, wanted, "the first step of RMSProp(1, decay=0.75)", rtol=1e-6)

    yield say(en="A large gradient at first", ja="最初だけ大きい勾配")
    gradients = [100, *[1] * 12]
    h, steps = 0.0, []
    for g in gradients:
        h = 0.75 * h + 0.25 * g**2
        steps.append(g / np.sqrt(h))
    found = moves(gradients)
    assert not np.isclose(found[-1], 2, rtol=1e-3), say(
        en="Each step is the first one again: h is begun anew at every update, and averages nothing.",
        ja="どの 1 歩も、最初の 1 歩と同じです。h が毎回作り直されて、平均になっていません。",
    )
    assert not np.isclose(found[-1], 2 / np.sqrt(100**2 + 12), rtol=1e-3), say(
        en="h only grows: nothing is forgotten. That is AdaGrad; the line that multiplies by decay was right.",
        ja="h が増えるばかりで、何も忘れません。それはAdaGradです。decay を掛ける行は正しかったので、残します。",
    )
    expect_close(found, np.array(steps), "the steps after gradients 100, 1, 1, ...", rtol=1e-6)

    yield say(en="Several parameters, other settings", ja="いくつものパラメータ、ほかの設定")
    rng = np.random.default_rng(9)
    for lr, decay in ((0.01, 0.9), (0.5, 0.0), (0.1, 0.99)):
        ps = [rng.standard_normal(s) for s in ((3, 2), (2,), (4,))]
        wanted, hs = [p.copy() for p in ps], [0] * len(ps)
        optimizer = answer.RMSProp(lr=lr, decay=decay)
        for _ in range(5):
            gs = [rng.standard_normal(p.shape) for p in ps]
            optimizer.update(writable(list(zip(ps, gs, strict=True))))
            for i, g in enumerate(gs):
                hs[i] = decay * hs[i] + (1 - decay) * g**2
                wanted[i] = wanted[i] - lr * g / np.sqrt(hs[i])
        for i, (p, w) in enumerate(zip(ps, wanted, strict=True)):
            name = f"parameter {i} after 5 steps of RMSProp({lr}, {decay})"
            expect_close(p, w, name, rtol=1e-5, atol=1e-6)
    p = np.zeros(2)
    answer.RMSProp().update(writable([(p, np.ones(2))]))
    expect_close(p, np.full(2, -0.001 / np.sqrt(0.1)), "one step of RMSProp()", rtol=1e-5)
