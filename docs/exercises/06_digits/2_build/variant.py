import numpy as np

from lesson_code.exercises.grading import expect_changed, writable

CHOICES = {"limit": (0.5, 1, 2, 4), "decay": (0.1, 0.2, 0.5)}
CHANGE = {
    "ja": "`SGD` の `update` は、まず勾配を -{limit} から {limit} までの範囲に切りつめ、それに `{decay} * p` を足したものを勾配として使います。`p` はパラメータです。渡された勾配は書き換えません。"
    "`train_step` は元のままです。",
    "en": "`update` of `SGD` first clips the gradient to the range from -{limit} to {limit}, then adds `{decay} * p`, where `p` is the parameter, and steps along the sum. It does not change the gradients that it is given. "
    "`train_step` stays as it is.",
}


class _Line:
    """A layer y = x W, as in the starter."""

    def __init__(self, W):
        self.W, self.dW = W, np.zeros_like(W)

    def forward(self, x):
        self.x = x
        return x @ self.W

    def backward(self, dout):
        self.dW = self.x.T @ dout

    def parameters(self):
        return [(self.W, self.dW)]


class _Squares:
    def forward(self, y, t):
        self.d = y - t
        return (self.d**2).sum() / (2 * len(t))

    def backward(self):
        return self.d / len(self.d)


def check(answer, say, limit, decay):
    def step(p, g, lr):
        return p - lr * (np.clip(g, -limit, limit) + decay * p)

    yield say(en="One step of several parameters", ja="いくつものパラメータを 1 歩")
    rng = np.random.default_rng(6)
    ps = [rng.standard_normal((3, 2)), rng.standard_normal(4)]
    gs = [limit * 3 * rng.standard_normal(p.shape) for p in ps]
    kept, given = [p.copy() for p in ps], [g.copy() for g in gs]
    answer.SGD(lr=0.3).update(writable(list(zip(ps, gs, strict=True))))
    for p, old, g in zip(ps, kept, given, strict=True):
        expect_changed(p, step(old, g, 0.3), old - 0.3 * g, "p", rtol=1e-9, atol=1e-12)
    assert all(np.array_equal(g, old) for g, old in zip(gs, given, strict=True)), say(
        en="A gradient was changed. Clip a copy.",
        ja="渡された勾配が書き換わっています。切りつめるのは、コピーにしてください。",
    )

    yield say(en="train_step: one step of training", ja="train_step：学習を 1 歩")
    x, t = rng.standard_normal((5, 2)), 9 * rng.standard_normal((5, 1))
    W = rng.standard_normal((2, 1))
    line, loss = _Line(W.copy()), _Squares()
    before = loss.forward(x @ W, t)
    gradient = x.T @ loss.backward()
    sgd = answer.SGD(0.2).watched_target  # which is to write into the parameters
    value = answer.train_step(line, _Squares(), sgd, x, t)
    expect_changed(value, before, np.nan, "train_step(...)", rtol=1e-9)
    expect_changed(line.W, step(W, gradient, 0.2), W - 0.2 * gradient, "W", rtol=1e-9, atol=1e-12)
