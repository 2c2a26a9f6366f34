import itertools

import numpy as np

from lesson_code.exercises.grading import expect_array


def check(answer, say):
    def mask(seed, step, worker, shape=(8, 16)):
        got = answer.mask(seed, step, worker, shape)
        return expect_array(
            got, f"mask({seed}, {step}, {worker}, {shape})", shape=shape, dtype=bool
        )

    yield say(en="Another worker, another mask", ja="別のワーカーには別のマスク")
    first = mask(0, 0, 0)
    assert not np.array_equal(first, mask(0, 0, 1)), say(
        en="Workers 0 and 1 have the same mask at step 0. Does `worker` have a say in the seed?",
        ja="0 歩目のマスクが、ワーカー 0 と 1 で同じです。`worker` は、シードに入っていますか。",
    )

    yield say(en="The same arguments, the same mask", ja="引数が同じなら同じマスク")
    assert np.array_equal(first, mask(0, 0, 0)), say(
        en="`mask(0, 0, 0, ...)` gave another mask when it was called again. Then no training can be repeated.",
        ja="`mask(0, 0, 0, ...)` をもう一度呼ぶと、別のマスクになりました。これでは、同じ学習を繰り返せません。",
    )

    yield say(en="Another step or seed, another mask", ja="歩やシードが違えば別のマスク")
    assert not np.array_equal(first, mask(0, 1, 0)), say(
        en="Steps 0 and 1 have the same mask: the same units would be dropped for ever.",
        ja="0 歩目と 1 歩目のマスクが同じです。これでは、いつも同じユニットが消えます。",
    )
    assert not np.array_equal(first, mask(1, 0, 0)), say(
        en="Seeds 0 and 1 give the same mask. Another seed should give another training.",
        ja="シード 0 と 1 でマスクが同じです。シードを変えたら、別の学習になるはずです。",
    )

    yield say(en="No two of 300 triples alike", ja="300 通りの組のどの二つも違う")
    seen = {}
    numbers = (0, 1, 2, 9, 10, 11, 99, 100, 101, 1000)
    for triple in itertools.product((0, 1, 10), numbers, numbers):
        bits = mask(*triple).tobytes()
        other = seen.setdefault(bits, triple)
        assert other == triple, say(
            en=f"(seed, step, worker) = {other} and {triple} have the same mask. Do they come to one seed?",
            ja=f"(seed, step, worker) が {other} のときと {triple} のときで、マスクが同じです。一つのシードにまとまっていませんか。",
        )

    yield say(en="Half of the values, in any shape", ja="どんな形状でも半分が True")
    for shape in ((100, 100), (20, 10, 50)):
        share = mask(3, 5, 2, shape).mean()
        assert abs(share - 0.5) < 0.03, say(
            en=f"{share:.0%} of the values are True, expected about 50 %.",
            ja=f"True の割合が {100 * share:.0f} % です。およそ 50 % になるはずです。",
        )
    one, other = mask(3, 5, 0, (100, 100)), mask(3, 5, 1, (100, 100))
    agree = (one == other).mean()
    assert abs(agree - 0.5) < 0.03, say(
        en=f"The masks of workers 0 and 1 agree at {agree:.0%} of the places, expected about 50 %. One is made from the other.",
        ja=f"ワーカー 0 と 1 のマスクが、{100 * agree:.0f} % の場所で同じです。およそ 50 % になるはずです。一方から他方を作っていませんか。",
    )
