import numpy as np

from lesson_code.exercises.grading import expect_close, writable


def check(answer, say):
    def step(optimizer, parameters):
        """One update of pairs; the gradients must be left as they are."""
        before = [g.copy() for _, g in parameters]
        optimizer.update(writable(parameters))
        for old, (_, g) in zip(before, parameters, strict=True):
            assert np.array_equal(old, g), say(
                en="A gradient was changed. The velocity needs an array of its own, and no gradient for it: `np.zeros_like(p)`.",
                ja="勾配が書き換わっています。速度には、勾配ではない自分の配列が要ります。`np.zeros_like(p)` で作れます。",
            )

    yield say(en="The first step", ja="最初の 1 歩")
    start, g = np.array([1.0, 2.0, 3.0]), np.array([10.0, -20.0, 0.0])
    p, optimizer = start.copy(), answer.Momentum(lr=0.1, momentum=0.5)
    step(optimizer, [(p, g)])
    moved = p - start
    assert moved.any(), say(
        en="p has not changed at the first step. Write into its array (`p += ...`; `p = p + ...` makes a new one), and take the "
        "new velocity, not the old one.",
        ja="最初の 1 歩で p が変わっていません。`p = p + ...` は新しい配列を作るだけなので、`p += ...` で配列に書き込みます。"
        "また、足すのは更新した後の速度です。",
    )
    assert not np.allclose(moved, 0.1 * g), say(
        en="It has gone uphill: the gradient has to be subtracted.",
        ja="坂を上っています。勾配は引きます。",
    )
    assert not np.allclose(moved, -0.05 * g), say(
        en="The first step is half as long as it should be: the gradient was multiplied by 1 - momentum. That is a running mean; here "
        "the gradient counts in full.",
        ja="最初の 1 歩が半分です。勾配に 1 - momentum を掛けています。それは移動平均で、ここでは勾配をそのまま使います。",
    )
    assert not np.allclose(moved, -0.15 * g), say(
        en="The first step is 1 + momentum times too long. That is Nesterov's, which looks ahead.",
        ja="最初の 1 歩が 1 + momentum 倍です。それは、先を見るNesterovの 1 歩です。",
    )
    assert not np.allclose(moved, -0.01 * g), say(
        en="The learning rate was multiplied in twice: into the velocity and into the step.",
        ja="学習率を、速度と 1 歩とで 2 回掛けています。",
    )
    assert not np.allclose(moved, -g), say(
        en="It has moved by the whole gradient. Where is the learning rate?",
        ja="勾配の分だけ、そのまま動いています。学習率が掛かっていません。",
    )
    expect_close(p, start - 0.1 * g, "p after the first step", rtol=1e-12)

    yield say(en="The second step, and the third", ja="2 歩目と 3 歩目")
    step(optimizer, [(p, g)])
    assert not np.allclose(p, start - 0.2 * g), say(
        en="The second step is the same as the first: the velocity of the step before is lost. Keep it in the object.",
        ja="2 歩目が 1 歩目と同じです。前の速度が残っていません。オブジェクトの中に取っておきます。",
    )
    assert not np.allclose(p, start - 0.1 * g - 0.19 * g), say(
        en="The velocity is kept at 0.9, whatever momentum was asked for.",
        ja="momentum に何を渡しても、速度が 0.9 倍で残っています。",
    )
    assert not np.allclose(p, start - 0.3 * g), say(
        en="All of the velocity was kept. Multiply it by momentum.",
        ja="速度がすべて残っています。momentum を掛けます。",
    )
    expect_close(p, start - 0.25 * g, "p after two steps", rtol=1e-12)
    step(optimizer, [(p, -2 * g)])  # v is 0.075 g
    expect_close(
        p, start - 0.125 * g, "p after three steps, the last with the gradient -2 g", rtol=1e-12
    )

    yield say(
        en="Several parameters, each with its own velocity",
        ja="いくつものパラメータ、それぞれの速度",
    )
    a, b = np.zeros(2), np.zeros(2)
    step(answer.Momentum(0.1, 0.5), [(a, np.ones(2)), (b, 4 * np.ones(2))])
    assert not np.allclose(b, -0.45), say(
        en="The second parameter was moved by the velocity of the first, too. Each needs one of its own.",
        ja="二つ目のパラメータが、一つ目の速度でも動いています。速度は、パラメータごとに要ります。",
    )
    expect_close(b, np.full(2, -0.4), "the second parameter after the first step", rtol=1e-12)
    rng = np.random.default_rng(9)
    for lr, momentum in ((0.3, 0.9), (0.02, 0.0), (1.0, 0.6)):
        ps = [rng.standard_normal(s) for s in ((3, 2), (2,), (2, 4), (2,))]
        wanted, vs = [p.copy() for p in ps], [0] * len(ps)
        optimizer = answer.Momentum(lr, momentum)
        for k in range(4):
            gs = [rng.standard_normal(p.shape) for p in ps]
            step(optimizer, list(zip(ps, gs, strict=True)))
            for i, g in enumerate(gs):
                vs[i] = momentum * vs[i] - lr * g
                wanted[i] = wanted[i] + vs[i]
            for i, (p, w) in enumerate(zip(ps, wanted, strict=True)):
                name = f"parameter {i} after {k + 1} steps of Momentum({lr}, {momentum})"
                expect_close(p, w, name, rtol=1e-9, atol=1e-12)

    yield say(en="Two optimisers at a time, and the defaults", ja="二つを同時に、また既定の値で")
    a, b = np.zeros(2), np.zeros(2)
    one, other = answer.Momentum(0.1, 0.5), answer.Momentum()
    for _ in range(2):
        step(one, [(a, np.ones(2))])
        step(other, [(b, 3 * np.ones(2))])
    assert np.allclose(a, -0.25), say(
        en="Two optimisers disturb each other: their velocities are one and the same. Make them in each object, not in the class.",
        ja="二つのオプティマイザが、互いに影響しています。速度を共有しているからです。クラスではなく、オブジェクトごとに持ちます。",
    )
    expect_close(
        b, np.full(2, -0.087), "two steps of Momentum(), lr 0.01 and momentum 0.9", rtol=1e-9
    )
