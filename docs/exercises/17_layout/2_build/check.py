import numpy as np

from lesson_code.exercises.grading import expect_close, memory_taken, writable


def reference(param, g, m, v, t, lr, *, b1=0.9, b2=0.999):
    """The formula as it stands, in float64; returns new arrays."""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return param - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + 1e-8), m, v


def check(answer, say):
    rng = np.random.default_rng(0)

    def step(*arguments):
        """All arrays may be written into: g by mistake, of which we say more than NumPy."""
        answer.step(*map(writable, arguments))

    def arrays(shape, dtype=np.float64):
        param, g = rng.standard_normal((2, *shape)).astype(dtype)
        return param, g, np.zeros(shape, dtype), np.zeros(shape, dtype), np.full(shape, 7, dtype)

    yield say(en="The first step", ja="1 歩目")
    param, g, m, v, scratch = arrays((3, 4))
    g[0, 0] = 0
    before, given = param.copy(), g.copy()
    wanted, wanted_m, wanted_v = reference(param, g, m, v, 1, 0.01)
    step(param, g, m, v, scratch, 1, 0.01)
    assert np.array_equal(g, given), say(
        en="g has changed. Others need the gradient too: write into scratch, not into g.",
        ja="g が変わっています。勾配はほかでも使うので、g ではなく scratch に書き込んでください。",
    )
    assert not np.array_equal(param, before), say(
        en="param has not changed. `param = ...` makes a new array; `param -= ...` writes into the one that was handed in.",
        ja="param が変わっていません。`param = ...` は新しい配列を作るだけです。`param -= ...` なら、渡された配列に書き込みます。",
    )
    for name, array in (("m", m), ("v", v)):
        assert array.any(), say(
            en=f"{name} has not changed. The next step needs it: write into the array itself.",
            ja=f"{name} が変わっていません。次の歩で使うので、配列そのものに書き込んでください。",
        )
    assert not np.allclose(m, g), say(
        en="m is g, so something overwrote it. Its first value is 0.1 g.",
        ja="m が g と同じです。1 歩目の m は 0.1 g です。",
    )
    assert not np.allclose(m, wanted_m + 7), say(
        en="m holds what was left in scratch. Write into it before you read it.",
        ja="scratch に残っていた数が m に入っています。scratch は、書き込んでから読んでください。",
    )
    expect_close(m, wanted_m, "m", rtol=1e-9, atol=1e-15)
    assert not np.allclose(v, wanted_v / (1 - 0.999)), say(
        en="v holds the corrected mean. Correct it in scratch, and let v stay as it is for the next step.",
        ja="v に、補正した値が入っています。補正は scratch の中でして、v は次の歩のためにそのまま残します。",
    )
    assert not np.allclose(v, np.sqrt(wanted_v)), say(
        en="v holds its own root. Take the root in scratch.",
        ja="v に平方根が入っています。平方根は scratch の中で計算します。",
    )
    assert not np.allclose(v, 0.001 * g), say(
        en="v is a mean of g. It should be one of g squared.",
        ja="v が g の平均になっています。g の二乗の平均です。",
    )
    expect_close(v, wanted_v, "v", rtol=1e-9, atol=1e-15)
    moved, right = before - param, before - wanted
    assert not np.allclose(moved, -right), say(
        en="param goes uphill: the step is subtracted.",
        ja="param が坂を上っています。一歩は引きます。",
    )
    for factor, en, ja in (
        (0.1 / np.sqrt(0.001), "Neither m nor v is corrected", "m も v も補正していません"),
        (1 / np.sqrt(0.001), "v is not corrected", "v を補正していません"),
        (0.1, "m is not corrected", "m を補正していません"),
        (100, "lr is missing", "lr が掛かっていません"),
    ):
        assert not np.allclose(moved, factor * right, rtol=1e-3), say(
            en=f"The first step is {factor:.3g} times as long as it should be. {en}.",
            ja=f"1 歩目の長さが、正しい長さの {factor:.3g} 倍です。{ja}。",
        )
    assert np.isfinite(param).all(), say(
        en="param holds NaN: where g is 0, v is 0 too. Do not forget the 1e-8.",
        ja="param に非数があります。g が 0 のところでは v も 0 です。1e-8 を忘れないでください。",
    )
    expect_close(param, wanted, "param", rtol=1e-5)

    yield say(en="Twenty steps, small gradients too", ja="20 歩、小さい勾配でも")
    for scale in (1.0, 1e-7):
        param, _, m, v, scratch = arrays((5, 2))
        right = param.copy(), m.copy(), v.copy()
        for t in range(1, 21):
            g = scale * rng.standard_normal((5, 2))
            scratch[...] = rng.standard_normal((5, 2))
            step(param, g, m, v, scratch, t, 0.01)
            before, right = right[0], reference(right[0], g, right[1], right[2], t, 0.01)
            late = (
                0.01 * right[1] / (1 - 0.9**t) * np.sqrt(1 - 0.999**t) / (np.sqrt(right[2]) + 1e-8)
            )
            assert np.allclose(param, right[0], rtol=1e-6) or not np.allclose(
                param, before - late
            ), say(
                en="Small gradients make too short a step: 1e-8 is added to the root of v before v is corrected.",
                ja="小さい勾配での一歩が短すぎます。v を補正する前に、平方根に 1e-8 を足しています。",
            )
            for name, mine, wanted in zip(("param", "m", "v"), (param, m, v), right, strict=True):
                expect_close(mine, wanted, f"{name} after step {t}", rtol=1e-6, atol=1e-20)

    yield say(en="float32 stays float32, other shapes", ja="float32はfloat32のまま、ほかの形状")
    for shape in ((10,), (6, 1, 5, 5), (1, 1)):
        param, g, m, v, scratch = arrays(shape, np.float32)
        wanted = reference(*(a.astype(np.float64) for a in (param, g, m, v)), 1, 0.001)
        step(param, g, m, v, scratch, 1, np.float64(0.001))
        for name, mine, right in zip(("param", "m", "v"), (param, m, v), wanted, strict=True):
            expect_close(mine, right, name, rtol=1e-4, atol=1e-6)

    yield say(en="No new array as large as param", ja="param と同じ大きさの配列を作らない")
    param, g, m, v, scratch = arrays((1000, 500), np.float32)
    step(param, g, m, v, scratch, 1, 0.001)  # what Python needs once does not count
    taken = memory_taken(lambda: step(param, g, m, v, scratch, 2, 0.001))
    new, kept = taken.most / param.nbytes, taken.kept / param.nbytes
    assert kept < 0.25, say(
        en=f"After the step {kept:.1f} times as much memory as param takes is still held. Keep nothing: scratch is all you need.",
        ja=f"1 歩のあとにも、param の {kept:.1f} 倍のメモリが残っています。何も取っておく必要はありません。scratch で足ります。",
    )
    assert new < 0.5, say(
        en=f"At the most there were new arrays of {new:.1f} times the size of param. Which operation has no out=, and is no "
        "+=, -=, *= or /=?",
        ja=f"いちばん多いときに、param の {new:.1f} 倍の新しい配列がありました。out= がなく、+=、-=、*=、/= でもない演算はどれですか。",
    )
