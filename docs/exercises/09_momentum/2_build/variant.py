import numpy as np

from lesson_code.exercises.grading import expect_changed, writable

CHOICES = {"dampening": (0.1, 0.2, 0.25, 0.4), "ahead": (True, False)}
CHANGE = {
    "ja": "速度を `momentum * v - (1 - {dampening}) * lr * g` に変えます。{then}。",
    "en": "A step makes the velocity `momentum * v - (1 - {dampening}) * lr * g`. {then}.",
}
THEN = {
    True: {
        "ja": "パラメータに足すのは、速度ではなく `momentum * v - lr * g` です。この `v` は、変えたあとの速度です",
        "en": "What is added to the parameter is not the velocity but `momentum * v - lr * g`, with the new velocity",
    },
    False: {
        "ja": "パラメータには、この速度の 2 倍を足します",
        "en": "What is added to the parameter is twice this velocity",
    },
}


def words(language, dampening, ahead):
    """What the text of the change needs besides."""
    return {"then": THEN[ahead][language]}


def check(answer, say, dampening, ahead):
    rng = np.random.default_rng(9)
    for lr, momentum in ((0.1, 0.5), (0.3, 0.9)):
        yield say(
            en=f"Four steps, lr {lr} and momentum {momentum}",
            ja=f"4 歩、lr {lr}、momentum {momentum}",
        )
        ps = [rng.standard_normal(shape) for shape in ((3, 2), (2,), (2,))]
        wanted, vs = [p.copy() for p in ps], [0.0, 0.0, 0.0]
        plain, us = [p.copy() for p in ps], [0.0, 0.0, 0.0]
        optimizer = answer.Momentum(lr, momentum)
        for k in range(4):
            gs = [rng.standard_normal(p.shape) for p in ps]
            optimizer.update(writable([(p, g.copy()) for p, g in zip(ps, gs, strict=True)]))
            for i, g in enumerate(gs):
                vs[i] = momentum * vs[i] - (1 - dampening) * lr * g
                wanted[i] = wanted[i] + (momentum * vs[i] - lr * g if ahead else 2 * vs[i])
                us[i] = momentum * us[i] - lr * g
                plain[i] = plain[i] + us[i]
            for i, p in enumerate(ps):
                name = say(
                    en=f"parameter {i} after step {k + 1}", ja=f"{k + 1} 歩目の後のパラメータ {i}"
                )
                expect_changed(p, wanted[i], plain[i], name, rtol=1e-9, atol=1e-12)
