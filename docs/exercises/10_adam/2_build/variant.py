import numpy as np

from lesson_code.exercises.grading import expect_changed, writable

CHOICES = {"power": (1, 3, 4), "correct": ("m", "v")}
CHANGE = {
    "ja": "v は、`|g|` の {power} 乗の移動平均です。割るときは、v の {power} 乗根をとり、`eps` を足します。また、補正するのは {correct} だけで、もう一方は補正しません。",
    "en": "v is the moving average of `|g|` to the power of {power}. Divide by its root of that order, plus `eps`. And only {correct} is corrected, the other is used as it is.",
}


def check(answer, say, power, correct):
    def steps(gs, start, lr, beta1, beta2, order, both):
        """Where a parameter is after each step."""
        p, m, v, places = start.copy(), np.zeros_like(start), np.zeros_like(start), []
        for t, g in enumerate(gs, start=1):
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * np.abs(g) ** order
            top = m / (1 - beta1**t) if both or correct == "m" else m
            mean = v / (1 - beta2**t) if both or correct == "v" else v
            p = p - lr * top / (mean ** (1 / order) + 1e-8)
            places.append(p)
        return places

    rng = np.random.default_rng(10)
    for lr, beta1, beta2 in ((0.1, 0.9, 0.999), (0.02, 0.5, 0.8)):
        yield say(en=f"beta1 {beta1}, beta2 {beta2}", ja=f"beta1 が {beta1}、beta2 が {beta2}")
        ps = [rng.standard_normal(shape) for shape in ((3, 2), (2,))]
        gs = [[10 * rng.standard_normal(p.shape) for _ in range(4)] for p in ps]
        ways = [steps(g, p, lr, beta1, beta2, power, False) for g, p in zip(gs, ps, strict=True)]
        plain = [steps(g, p, lr, beta1, beta2, 2, True) for g, p in zip(gs, ps, strict=True)]
        adam = answer.Adam(lr, beta1, beta2)
        for k in range(4):
            adam.update(writable([(p, g[k].copy()) for p, g in zip(ps, gs, strict=True)]))
            for i, p in enumerate(ps):
                name = say(
                    en=f"parameter {i} after step {k + 1}", ja=f"{k + 1} 歩目の後のパラメータ {i}"
                )
                expect_changed(p, ways[i][k], plain[i][k], name, rtol=1e-7, atol=1e-9)
