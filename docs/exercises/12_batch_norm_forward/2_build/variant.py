import numpy as np

from lesson_code import BatchNormalization
from lesson_code.exercises.grading import expect_array, expect_changed

CHOICES = {"ghost": (2, 3, 6), "spread": ("mean", "max")}
CHANGE = {
    "ja": "学習中は、バッチを先頭から {ghost} 枚ずつの組に分け、組ごとに、その組の統計量で正規化します。枚数は {ghost} の倍数です。`running_mean` と `running_var` も、組の順に、一組ごとに更新します。"
    "さらに、分散の代わりに、`d = np.abs(x - mean)` の {spread} を使います。特徴またはチャンネルごとに求めます。根号はとらず、これに `eps` を足したもので割ります。`running_var` に混ぜるのもこの値で、n - 1 での補正はしません。推論でも、`running_var` に `eps` を足したもので割ります。",
    "en": "While training, the batch is cut into groups of {ghost} images, in their order, and each group is normalised by statistics of its own; the number of images is a multiple of {ghost}. `running_mean` and `running_var` are updated once for each group, in the same order. "
    "And the place of the variance is taken by the {spread} of `d = np.abs(x - mean)`, for each feature or channel. There is no root: divide by this plus `eps`. It is also what `running_var` takes in, with no correction by n - 1, and at inference, too, you divide by `running_var` plus `eps`.",
}


def check(answer, say, ghost, spread):
    def right(x, gamma, beta, mean, size, eps, momentum):
        """Output and running statistics in training, one channel of one group after the other."""
        y, mean, size = np.zeros_like(x), mean.copy(), size.copy()
        for start in range(0, len(x), ghost):
            for c in range(x.shape[1]):
                here = x[start : start + ghost, c]
                centre = here.sum() / here.size
                distances = [abs(value - centre) for value in here.flat]
                far = max(distances) if spread == "max" else sum(distances) / len(distances)
                y[start : start + ghost, c] = gamma[c] * (here - centre) / (far + eps) + beta[c]
                mean[c] = momentum * mean[c] + (1 - momentum) * centre
                size[c] = momentum * size[c] + (1 - momentum) * far
        return y, mean, size

    rng = np.random.default_rng(12)
    for shape, eps, momentum in (((3 * ghost, 2), 0.5, 0.9), ((2 * ghost, 3, 2, 4), 1e-5, 0.7)):
        D, places = shape[1], (-1, *[1] * (len(shape) - 2))  # how statistics meet an image
        beta, mean = rng.standard_normal((2, D))
        gamma, size = rng.uniform(1, 2, (2, D))
        layer = answer.BatchNorm(gamma, beta, momentum=momentum, eps=eps)
        ours = BatchNormalization(gamma, beta, eps, momentum)
        layer.running_mean, layer.running_var = mean.copy(), size.copy()
        ours.buffers["running_mean"][...], ours.buffers["running_var"][...] = mean, size
        layer.training = True
        across = np.arange(1, D + 1).reshape(places)
        x = rng.standard_normal(shape) * across + across

        yield say(en=f"Training, shape {shape}", ja=f"学習、形状 {shape}")
        y, mean, size = right(x, gamma, beta, mean, size, eps, momentum)
        plain = ours.forward(x, train=True)
        got = expect_array(layer.forward(x), "forward(x)", shape=shape)
        first = np.allclose(got[:ghost], y[:ghost]) and not np.allclose(got[ghost:], y[ghost:])
        assert not first, say(
            en="The first group is right, those after it are not.",
            ja="最初の組は合っていますが、あとの組が違います。",
        )
        expect_changed(got, y, plain, "forward(x)", rtol=1e-9, atol=1e-12)

        yield say(en="Training: what is kept for inference", ja="学習：推論のために残すもの")
        for name, wanted in (("running_mean", mean), ("running_var", size)):
            got = getattr(layer, name)
            expect_changed(got, wanted, ours.buffers[name], name, rtol=1e-9, atol=1e-12)

        yield say(en="Inference, any number of images", ja="推論、何枚でも")
        layer.training = False
        few = x[: ghost + 1] + 1
        gammas, betas, means, sizes = (a.reshape(places) for a in (gamma, beta, mean, size))
        y = gammas * (few - means) / (sizes + eps) + betas
        plain = gammas * (few - means) / np.sqrt(sizes + eps) + betas
        expect_changed(layer.forward(few), y, plain, "forward(x)", rtol=1e-9, atol=1e-12)
        for name, wanted in (("running_mean", mean), ("running_var", size)):
            assert np.allclose(getattr(layer, name), wanted), say(
                en=f"{name} changed at inference. Only training updates it.",
                ja=f"推論で {name} が変わりました。更新するのは学習のときだけです。",
            )
