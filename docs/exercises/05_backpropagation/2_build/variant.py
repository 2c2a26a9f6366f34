import numpy as np

from lesson_code.exercises.grading import expect_changed

CHOICES = {"skip": (1, 0.5, 2, -1), "share": (0.5, 2, 3, -1)}
CHANGE = {
    "ja": "`Network` の一つの層の出力は `{skip} * x + {share} * layer.forward(x)` です。入力も、いっしょに次の層へ渡ります。`backward` もそれに合わせます。`parameters()` と `Sigmoid` は元のままです。",
    "en": "One step of `Network` makes `{skip} * x + {share} * layer.forward(x)`: the input goes on, too. `backward` follows. `parameters()` and `Sigmoid` stay as they are.",
}


class _Times:
    """A layer that multiplies by a matrix, and counts how often it goes back."""

    def __init__(self, W):
        self.W, self.dW = W, np.zeros_like(W)

    def forward(self, x):
        self.x = x
        return x @ self.W

    def backward(self, dout):
        self.dW = self.x.T @ dout
        return dout @ self.W.T


def check(answer, say, skip, share):
    rng = np.random.default_rng(5)
    Ws = rng.standard_normal((3, 4, 4))
    x, dout = rng.standard_normal((2, 5, 4))

    def right(W, a, b):
        """Output, gradient at x, and gradients of the weights."""
        inputs = [x]
        for w in W:
            inputs.append(a * inputs[-1] + b * inputs[-1] @ w)
        d, dW = dout, []
        for w, u in zip(W[::-1], inputs[-2::-1], strict=True):
            dW.insert(0, b * u.T @ d)
            d = a * d + b * d @ w.T
        return inputs[-1], d, dW

    layers = [_Times(w.copy()) for w in Ws]
    net = answer.Network(layers)
    y, dx, dWs = right(Ws, skip, share)
    plain_y, plain_dx, plain_dWs = right(Ws, 0.0, 1.0)
    yield say(en="forward: the input goes on, too", ja="順伝播：入力もいっしょに渡る")
    expect_changed(net.forward(x), y, plain_y, "forward(x)", rtol=1e-9, atol=1e-12)

    yield say(en="backward: two paths, added", ja="逆伝播：二つの経路を足す")
    expect_changed(net.backward(dout), dx, plain_dx, "backward(dout)", rtol=1e-9, atol=1e-12)
    for layer, dW, plain in zip(layers, dWs, plain_dWs, strict=True):
        expect_changed(layer.dW, dW, plain, "dW", rtol=1e-9, atol=1e-12)

    yield say(en="parameters, and the sigmoid", ja="parametersと、シグモイド")
    pairs = net.parameters()
    good = len(pairs) == 3 and all(
        p is layer.W and g is layer.dW for (p, g), layer in zip(pairs, layers, strict=True)
    )
    assert good, say(
        en="`parameters()` lists each `W` with its `dW`, the very arrays, layer by layer.",
        ja="`parameters()` は、層ごとの `W` と `dW` の組を、配列そのもので順に返します。",
    )
    sigmoid, z = answer.Sigmoid(), np.array([[-2.0, 0.0, 1.5]])
    value = 1 / (1 + np.exp(-z))
    expect_changed(sigmoid.forward(z), value, z, "Sigmoid().forward(z)", rtol=1e-9)
    wanted = 2 * value * (1 - value)
    expect_changed(
        sigmoid.backward(np.full_like(z, 2.0)), wanted, z, "Sigmoid().backward(dout)", rtol=1e-9
    )
