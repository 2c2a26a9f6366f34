import numpy as np

from lesson_code.exercises.grading import expect_changed, memory_taken, writable

CHOICES = {"fade": (0.9, 0.95, 0.99), "decay": (0.01, 0.02, 0.05, 0.1)}
CHANGE = {
    "ja": "v は平均ではなくなります。要素ごとに `{fade} * v` と `|g|` を比べ、大きいほうを新しい v にします。v は補正せず、平方根もとらず、1e-8 を足して、補正した m をそれで割ります。"
    "一歩を引く前に、`param` から、その `{decay} * lr` 倍を引きます。ほかは元のままで、`param` と同じ大きさの新しい配列も作りません。",
    "en": "v is no longer a mean: for each element the new v is the larger one of `{fade} * v` and `|g|`. It is not corrected and there is no root: divide the corrected m by v plus 1e-8. "
    "Before the step is subtracted, `{decay} * lr` times itself is subtracted from `param`. The rest stays, and still there is no new array as large as `param`.",
}


def check(answer, say, fade, decay):
    def right(param, g, m, v, t, lr):
        """One element after the other; new arrays."""
        param, m, v = param.copy(), m.copy(), v.copy()
        for i in np.ndindex(param.shape):
            m[i] = 0.9 * m[i] + 0.1 * g[i]
            v[i] = max(fade * v[i], abs(g[i]))
            param[i] -= decay * lr * param[i] + lr * m[i] / (1 - 0.9**t) / (v[i] + 1e-8)
        return param, m, v

    def lesson(param, g, m, v, t, lr):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        return param - lr * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8), m, v

    def step(*arguments):
        """All arrays may be written into: g by mistake, of which we say more than NumPy."""
        answer.step(*map(writable, arguments))

    rng = np.random.default_rng(17)
    for shape, dtype, lr, scale, rtol in (
        ((3, 4), np.float64, 0.1, 1.0, 1e-7),
        ((2, 3, 2), np.float64, 0.01, 1e-7, 1e-7),
        ((5, 2), np.float32, 0.05, 1.0, 1e-4),
    ):
        yield say(
            en=f"Ten steps, shape {shape}, {np.dtype(dtype)}",
            ja=f"10 歩、形状 {shape}、{np.dtype(dtype)}",
        )
        param = rng.standard_normal(shape).astype(dtype)
        m, v = np.zeros((2, *shape), dtype)
        wanted = plain = tuple(a.astype(np.float64) for a in (param, m, v))
        for t in range(1, 11):
            g = (scale * rng.standard_normal(shape)).astype(dtype)
            g[0, 0] = 0
            given, scratch = g.copy(), rng.standard_normal(shape).astype(dtype)
            step(param, g, m, v, scratch, t, lr)
            assert np.array_equal(g, given), say(
                en="g has changed. Others need the gradient too: write into scratch, not into g.",
                ja="g が変わっています。勾配はほかでも使うので、g ではなく scratch に書き込んでください。",
            )
            wanted = right(wanted[0], g, wanted[1], wanted[2], t, lr)
            plain = lesson(plain[0], g, plain[1], plain[2], t, lr)
            for name, got, yes, no in zip(
                ("m", "v", "param"),
                (m, v, param),
                (wanted[1], wanted[2], wanted[0]),
                (plain[1], plain[2], plain[0]),
                strict=True,
            ):
                said = say(en=f"{name} after step {t}", ja=f"{t} 歩目の後の {name}")
                expect_changed(got, yes, no, said, rtol=rtol, atol=rtol * scale * 1e-3)

    yield say(en="No new array as large as param", ja="param と同じ大きさの配列を作らない")
    param, g, m, v, scratch = rng.standard_normal((5, 1000, 500), dtype=np.float32)
    step(param, g, m, v, scratch, 1, 0.001)  # what Python needs once does not count
    new = memory_taken(lambda: step(param, g, m, v, scratch, 2, 0.001)).most / param.nbytes
    assert new < 0.5, say(
        en=f"At the most there were new arrays of {new:.1f} times the size of param. Which operation has no out=, and is no "
        "+=, -=, *= or /=?",
        ja=f"いちばん多いときに、param の {new:.1f} 倍の新しい配列がありました。out= がなく、+=、-=、*=、/= でもない演算はどれですか。",
    )
