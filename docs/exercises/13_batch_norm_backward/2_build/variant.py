import numpy as np

from lesson_code import numerical_gradient
from lesson_code.exercises.grading import expect_array, expect_changed

CHOICES = {"power": (4, 6), "centre": (0.5, 1, 2, 3)}
CHANGE = {
    "ja": "平均の代わりに、決まった数 {centre} を引きます。つまり `d = x - {centre}` です。`running_mean` は使わず、変えもしません。"
    "分散の代わりになるのは、`d**{power}` の平均です。これに `eps` を足した数の {power} 乗根で、`d` を割って `x_hat` にします。`running_var` にも、この平均をそのまま混ぜます。"
    "`backward` も、それに合わせて導き直してください。推論では、`running_var` に `eps` を足した数の {power} 乗根で割ります。",
    "en": "Instead of the mean, the fixed number {centre} is subtracted: `d = x - {centre}`. `running_mean` is neither used nor changed. "
    "In place of the variance stands the mean of `d**{power}`; `x_hat` is `d` divided by the root of order {power} of this mean plus `eps`. `running_var` takes in just this mean. "
    "Derive `backward` anew for it. At inference divide by the root of order {power} of `running_var` plus `eps`.",
}


def check(answer, say, power, centre):
    def over(x):
        """The axes of a mean, and the shape in which one number a channel meets x."""
        return (0, *range(2, x.ndim)), (-1, *[1] * (x.ndim - 2))

    def right(x, gamma, beta, eps, kept=None):
        """The output; in training, unless what was kept is given."""
        axes, places = over(x)
        mean = ((x - centre) ** power).mean(axis=axes) if kept is None else kept
        x_hat = (x - centre) / ((mean + eps) ** (1 / power)).reshape(places)
        return gamma.reshape(places) * x_hat + beta.reshape(places)

    def lesson(x, gamma, beta, eps, dout, mean, var):
        """Output, dx and dgamma of the lesson's own exercise; in training, if mean is None."""
        axes, places = over(x)
        training = mean is None
        mean, var = (x.mean(axis=axes), x.var(axis=axes)) if training else (mean, var)
        s = np.sqrt(var + eps).reshape(places)
        x_hat = (x - mean.reshape(places)) / s
        y = gamma.reshape(places) * x_hat + beta.reshape(places)
        inner = dout
        if training:
            slope = (dout * x_hat).mean(axis=axes, keepdims=True)
            inner = dout - dout.mean(axis=axes, keepdims=True) - x_hat * slope
        return y, gamma.reshape(places) / s * inner, (dout * x_hat).sum(axis=axes)

    def gradients(x, gamma, beta, eps, dout, kept=None):
        """dx, dgamma and dbeta by central differences."""
        return [
            numerical_gradient(lambda _: float((right(x, gamma, beta, eps, kept) * dout).sum()), a)
            for a in (x, gamma, beta)
        ]

    rng = np.random.default_rng(13)
    for shape, eps, momentum in (((5, 3), 0.5, 0.9), ((3, 2, 2, 4), 1e-5, 0.7)):
        D = shape[1]
        axes, places = over(np.empty(shape))
        beta, old_mean = rng.standard_normal((2, D))
        gamma, old_var = rng.uniform(1, 2, (2, D))
        x = rng.standard_normal(shape) * np.arange(1, D + 1).reshape(places) + 1
        dout = rng.standard_normal(shape)
        layer = answer.BatchNorm(gamma, beta, momentum=momentum, eps=eps)
        layer.running_mean, layer.running_var = old_mean.copy(), old_var.copy()
        layer.training = True

        yield say(en=f"forward in training, shape {shape}", ja=f"学習のときのforward、形状 {shape}")
        y, steep, slope = lesson(x, gamma, beta, eps, dout, None, None)
        wanted = right(x, gamma, beta, eps)
        expect_changed(layer.forward(x), wanted, y, "forward(x)", rtol=1e-9, atol=1e-12)
        mean = expect_array(layer.running_mean, "running_mean", shape=(D,))
        assert np.array_equal(mean, old_mean), say(
            en="running_mean has changed. This variant leaves it alone.",
            ja="running_mean が変わっています。この類題では、そのままにします。",
        )
        unbiased = momentum * old_var + (1 - momentum) * x.var(axis=axes, ddof=1)
        average = ((x - centre) ** power).mean(axis=axes)
        var = momentum * old_var + (1 - momentum) * average
        expect_changed(layer.running_var, var, unbiased, "running_var", rtol=1e-9, atol=1e-12)

        yield say(
            en=f"backward in training, shape {shape}", ja=f"学習のときのbackward、形状 {shape}"
        )
        dx = expect_array(layer.backward(dout), "backward(dout)", shape=shape)
        wanted = gradients(x, gamma, beta, eps, dout)
        expect_changed(layer.dbeta, wanted[2], np.nan, "dbeta", rtol=1e-5, atol=1e-7)
        expect_changed(layer.dgamma, wanted[1], slope, "dgamma", rtol=1e-5, atol=1e-7)
        s = ((average + eps) ** (1 / power)).reshape(places)
        g = gamma.reshape(places) / s * dout
        assert not np.allclose(dx, g), say(
            en="What `d` is divided by is taken for a constant in dx. Move x, and it moves, too.",
            ja="dx で、`d` を割る数を定数とみなしています。x が動くと、この数も動きます。",
        )
        assert not np.allclose(dx - wanted[0], -g.mean(axis=axes, keepdims=True)), say(
            en="dx would be right if the mean of x were subtracted. Here a fixed number is, so one of the paths is gone.",
            ja="x の平均を引くときの dx になっています。ここで引くのは決まった数なので、経路が一つなくなります。",
        )
        x_hat = (x - centre) / s
        squares = x_hat * (dout * x_hat).mean(axis=axes, keepdims=True)
        squares = gamma.reshape(places) / s * (dout - squares)
        assert not np.allclose(dx, squares), say(
            en="dx would be right for squares. Derive anew how the root of this order moves with x.",
            ja="二乗のときの dx になっています。この次数の累乗根が x でどう変わるかを、導き直してください。",
        )
        expect_changed(dx, wanted[0], steep, "backward(dout)", rtol=1e-5, atol=1e-7)

        yield say(
            en=f"Inference: what was kept is constant, shape {shape}",
            ja=f"推論：残した値は定数、形状 {shape}",
        )
        layer.training = False
        y, steep, slope = lesson(x, gamma, beta, eps, dout, old_mean, var)
        got = layer.forward(x)
        expect_changed(got, right(x, gamma, beta, eps, var), y, "forward(x)", rtol=1e-9, atol=1e-12)
        dx = expect_array(layer.backward(dout), "backward(dout)", shape=shape)
        wanted = gradients(x, gamma, beta, eps, dout, var)
        expect_changed(dx, wanted[0], steep, "backward(dout)", rtol=1e-5, atol=1e-7)
        expect_changed(layer.dgamma, wanted[1], slope, "dgamma", rtol=1e-5, atol=1e-7)
        expect_changed(layer.dbeta, wanted[2], np.nan, "dbeta", rtol=1e-5, atol=1e-7)
        assert np.allclose(layer.running_var, var), say(
            en="running_var changed at inference. Only training updates it.",
            ja="推論で running_var が変わりました。更新するのは学習のときだけです。",
        )
