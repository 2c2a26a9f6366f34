import numpy as np

from lesson_code.exercises.grading import expect_array, expect_changed

CHOICES = {"scale": (2, 3, 0.5, -1), "bias": (2, 3, 0.5, -1)}
CHANGE = {
    "ja": "重みの形状が (M, D) で、`y = {scale} * x W^T + {bias} * b` を計算します。`self.dW` の形状も (M, D) です。",
    "en": "The weights have shape (M, D), and the layer computes `y = {scale} * x W^T + {bias} * b`. `self.dW` has shape (M, D), too.",
}


def starter(text, scale, bias):
    """The file to begin with: its example has the weights the other way round."""
    text = text.replace("[0, 1, 1, -1]])\n", "[0, 1, 1, -1]]).T\n")
    return text.replace(
        "np.zeros((len(dout), len(self.W)))", "np.zeros((len(dout), self.W.shape[1]))"
    )


def check(answer, say, scale, bias):
    rng = np.random.default_rng(3)
    for N, D, M in ((3, 2, 4), (5, 3, 3), (1, 4, 2)):
        yield say(en=f"N, D, M = {N}, {D}, {M}: forward", ja=f"N, D, M = {N}、{D}、{M}：順伝播")
        x, W, b = rng.standard_normal((N, D)), rng.standard_normal((M, D)), rng.standard_normal(M)
        dout = rng.standard_normal((N, M))
        layer = answer.Affine(W, b)
        plain = x @ W.T + b
        wanted = scale * x @ W.T + bias * b
        expect_changed(layer.forward(x), wanted, plain, "forward(x)", rtol=1e-9, atol=1e-12)

        yield say(en=f"N, D, M = {N}, {D}, {M}: backward", ja=f"N, D, M = {N}、{D}、{M}：逆伝播")
        dx = layer.backward(dout)
        expect_changed(dx, scale * dout @ W, dout @ W, "backward(dout)", rtol=1e-9, atol=1e-12)
        dW, db = expect_array(layer.dW, "dW"), expect_array(layer.db, "db")
        expect_changed(dW, scale * dout.T @ x, dout.T @ x, "dW", rtol=1e-9, atol=1e-12)
        total = dout.sum(axis=0)
        expect_changed(db, bias * total, total, "db", rtol=1e-9, atol=1e-12)
