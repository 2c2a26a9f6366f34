import numpy as np

from lesson_code.exercises.grading import expect_close, writable


def check(answer, say):
    def steps(optimizer, gradients):
        """How far a parameter moves against each of the gradients, in units of lr = 0.1."""
        p, found = np.ones_like(gradients[0]), []
        for g in gradients:
            before = p.copy()
            optimizer.update(writable([(p, g.copy())]))
            found.append((before - p) / 0.1)
        return np.array(found)

    yield say(en="Ordinary gradients, as before", ja="ふつうの勾配では、元のまま")
    got = steps(answer.Adam(0.1), [np.array([100.0, -2.0]), np.array([100.0, 2.0])])
    assert got.any(), say(
        en="The parameter does not move any more. `p -= step` was right.",
        ja="パラメータが動かなくなりました。`p -= step` は合っていました。",
    )
    expect_close(
        got,
        np.array([[1, -1], [1, 0.1 / 1.9]]),
        "two steps, in units of lr",
        rtol=1e-3,
    )

    yield say(en="A gradient that is always 0", ja="いつも 0 の勾配")
    got = steps(answer.Adam(0.1), [np.array([0.0, 1.0])] * 3)
    assert np.isfinite(got).all(), say(
        en="The step is NaN where the gradient is 0: 0 is still divided by 0.",
        ja="勾配が 0 のところで、一歩がNaNです。まだ、0 を 0 で割っています。",
    )
    assert np.array_equal(got[:, 0], np.zeros(3)), say(
        en=f"A parameter whose gradient is 0 moves by {got[0, 0] * 0.1:.2g}. Something is added to the step.",
        ja=f"勾配が 0 なのに、パラメータが {got[0, 0] * 0.1:.2g} だけ動きます。一歩に、何かが足されています。",
    )

    yield say(en="An eps large enough to be seen", ja="目に見えるくらい大きな eps")
    got = steps(answer.Adam(0.1, 0.9, 0.999, 0.5), [np.array([1.0])])[0, 0]
    for length, en, ja in (
        (1.0, "eps makes no difference any more", "eps を変えても、結果が同じです"),
        (1 + 5, "eps is still added to the step", "eps が、まだ一歩に足されています"),
        (1 - 5, "eps is still added to the parameter", "eps が、まだパラメータに足されています"),
        (1 / np.sqrt(1.5), "eps stands under the root", "eps が根号の中にあります"),
        (1.5, "eps is added above the fraction line", "eps が分子に足されています"),
        (15.0, "eps is added above the fraction line", "eps が分子に足されています"),
        (
            1 / (1 + 0.5 / np.sqrt(0.001)),
            "eps is added before v is corrected",
            "v を補正する前に eps を足しています",
        ),
    ):
        assert not np.isclose(got, length), say(
            en=f"With a gradient of 1 and eps = 0.5 the step is {got:.4f} lr: {en}. It belongs to the root of the corrected v.",
            ja=f"勾配 1、eps = 0.5 の一歩が、学習率の {got:.4f} 倍です。{ja}。足すのは、補正した v の平方根です。",
        )
    expect_close(
        got, 1 / 1.5, "the step for a gradient of 1 and eps = 0.5, in units of lr", rtol=1e-9
    )

    yield say(
        en="Tiny gradients: half a step at eps", ja="ごく小さな勾配：eps と同じ大きさなら半分"
    )
    got = steps(answer.Adam(0.1), [np.array([1e-6, -1e-6, 1e-3])])
    expect_close(
        got, np.array([[0.5, -0.5, 1 / 1.001]]), "the first step, in units of lr", rtol=1e-6
    )
