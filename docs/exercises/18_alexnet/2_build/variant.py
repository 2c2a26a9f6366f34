import numpy as np

from lesson_code.exercises.grading import expect_array, expect_changed

CHOICES = {"power": (1, 3, 4), "later": (True, False)}
CHANGE = {
    "ja": "足すのは、二乗ではなく、絶対値の {power} 乗です。また、隣は片側だけを見ます。{then}。和から s と y を計算する式は元のままで、端の先が 0 なのも同じです。",
    "en": "The sum is over `|x|` to the power of {power}, not over squares. And it reaches to one side only: {then}. From the sum, s and y are computed as before, and beyond the ends there is still nothing.",
}
THEN = {
    True: {
        "ja": "チャンネル i の和に入るのは、チャンネル i から i + n//2 までです",
        "en": "that of channel i takes the channels i to i + n//2",
    },
    False: {
        "ja": "チャンネル i の和に入るのは、チャンネル i − n//2 から i までです",
        "en": "that of channel i takes the channels i - n//2 to i",
    },
}


def words(language, power, later):
    """What the text of the change needs besides."""
    return {"then": THEN[later][language]}


def check(answer, say, power, later):
    before, after = (0, 1) if later else (1, 0)

    def right(x, dout, k, n, alpha, beta, order, before, after):
        """Output and dx, channel by channel."""
        C, r = x.shape[1], n // 2
        pairs = [(i, j) for i, j in np.ndindex(C, C) if -r * before <= j - i <= r * after]
        s = np.full_like(x, k)
        for i, j in pairs:
            s[:, i] += alpha * np.abs(x[:, j]) ** order
        dx = dout / s**beta
        for i, j in pairs:  # by output i comes back to input j
            ds = -beta * dout[:, i] * x[:, i] * s[:, i] ** (-beta - 1)
            dx[:, j] += ds * alpha * order * np.sign(x[:, j]) * np.abs(x[:, j]) ** (order - 1)
        return x / s**beta, dx

    rng = np.random.default_rng(18)
    for C, n, *others in ((1, 3, 0.5, 0.7, 1.3), (7, 3, 0.5, 0.7, 1.3), (4, 7, 2.0, 0.3, 0.75)):
        x, dout = rng.standard_normal((2, 2, C, 3, 4))
        alpha, beta = others[1:]
        settings = (others[0], n, alpha, beta)
        layer = answer.LRN(*settings)
        y, dx = right(x, dout, *settings, power, before, after)
        plain, steep = right(x, dout, *settings, 2, 1, 1)

        yield say(en=f"forward: C = {C}, n = {n}", ja=f"順伝播：C = {C}、n = {n}")
        got = expect_array(layer.forward(x), "forward(x)", shape=x.shape)
        for sides, en, ja in (
            ((1, 1), "both sides", "両側"),
            ((after, before), "the other side", "反対側"),
        ):
            wide = right(x, dout, *settings, power, *sides)[0]
            assert C == 1 or not np.allclose(got, wide), say(
                en=f"The powers are right, but the sums reach to {en}.",
                ja=f"累乗は正しいのですが、和が{ja}のチャンネルまで届いています。",
            )
        expect_changed(got, y, plain, "forward(x)", rtol=1e-9, atol=1e-12)

        yield say(en=f"backward: C = {C}, n = {n}", ja=f"逆伝播：C = {C}、n = {n}")
        got = expect_array(layer.backward(dout), "backward(dout)", shape=x.shape)
        s = (x / y) ** (1 / beta)
        slope = alpha * power * np.sign(x) * np.abs(x) ** (power - 1)
        same_side = dout / s**beta
        for i, j in np.ndindex(C, C):
            if -(n // 2) * before <= j - i <= n // 2 * after:
                ds = -beta * dout[:, j] * x[:, j] * s[:, j] ** (-beta - 1)
                same_side[:, i] += ds * slope[:, i]
        assert C == 1 or not np.allclose(got, same_side), say(
            en="backward adds up the same neighbours as forward. Ask in which channels' sums a number is: they lie on the other side.",
            ja="backward で、forward と同じ側の隣を足しています。一つの数がどのチャンネルの和に入っているかを考えてください。それは反対側にあります。",
        )
        expect_changed(got, dx, steep, "backward(dout)", rtol=1e-7, atol=1e-9)
