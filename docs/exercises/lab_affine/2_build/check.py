import numpy as np

from lesson_code.exercises.lab import Planted, grade_check


class Affine:
    """The layer that is right; each of the others differs from it in one thing."""

    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T


# ---- Right, but written differently


class Einsum(Affine):
    def forward(self, x):
        self.seen = x
        return np.einsum("nd,dm->nm", x, self.W) + self.b

    def backward(self, dout):
        self.dW = np.einsum("nd,nm->dm", self.seen, dout)
        self.db = np.einsum("nm->m", dout)
        return np.einsum("nm,dm->nd", dout, self.W)


class OneByOne(Affine):
    def forward(self, x):
        self.rows = [row.copy() for row in x]
        return np.stack([self.b + row @ self.W for row in self.rows])

    def backward(self, dout):
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        for row, d in zip(self.rows[::-1], dout[::-1], strict=True):
            self.dW += row[:, None] * d
            self.db += d
        return np.stack([self.W @ d for d in dout])


class BiasAsRow(Affine):
    def forward(self, x):
        self.x1 = np.hstack([x, np.ones((len(x), 1), x.dtype)])
        return self.x1 @ np.vstack([self.W, self.b])

    def backward(self, dout):
        both = self.x1.T @ dout
        self.dW, self.db = both[:-1], both[-1]
        return (self.W @ dout.T).T


class MadeOnce(Affine):
    """Fills arrays that it made at the beginning; a gradient of before is gone then."""

    def __init__(self, W, b):
        super().__init__(W, b)
        self.dW, self.db = np.empty_like(W), np.empty_like(b)

    def backward(self, dout):
        np.matmul(self.x.T, dout, out=self.dW)
        np.sum(dout, axis=0, out=self.db)
        return np.matmul(dout, self.W.T)


class MorePrecise(Affine):
    """Computes in float64, whatever comes, and rounds at the end."""

    def forward(self, x):
        self.x = x
        return (x.astype(np.float64) @ self.W + self.b).astype(x.dtype)

    def backward(self, dout):
        wide = dout.astype(np.float64)
        self.dW = (self.x.T @ wide).astype(self.W.dtype)
        self.db = wide.sum(axis=0).astype(self.b.dtype)
        return np.asfortranarray((wide @ self.W.T).astype(dout.dtype))


# ---- One mistake each


class NoBias(Affine):
    def forward(self, x):
        self.x = x
        return x @ self.W


class Squeezed(Affine):
    """A batch of one loses its axis."""

    def forward(self, x):
        y = super().forward(x)
        self.x = np.squeeze(x)
        return y


class NotTransposed(Affine):
    def backward(self, dout):
        super().backward(dout)
        return dout @ self.W


class Reshaped(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = (dout.T @ self.x).reshape(self.W.shape)
        return dx


class DividedAgain(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW /= len(dout)
        return dx


class BiasAveraged(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout.mean(axis=0)
        return dx


class BiasAsMatrix(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout.sum(axis=0, keepdims=True)
        return dx


class WritesIntoDout(Affine):
    """The sum of all is the last of the running sums."""

    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.cumsum(dout, axis=0, out=dout)[-1].copy()
        return dx


class Updates(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.W -= 0.1 * self.dW
        return dx


class Wide(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = np.zeros(self.W.shape) + self.dW
        return dx


class Accumulates(Affine):
    def __init__(self, W, b):
        super().__init__(W, b)
        self.sum = np.zeros_like(W)

    def backward(self, dout):
        dx = super().backward(dout)
        self.sum += self.dW
        self.dW = self.sum.copy()
        return dx


class FirstBatch(Affine):
    def forward(self, x):
        kept = getattr(self, "x", None)
        y = super().forward(x)
        if kept is not None and kept.shape == x.shape:
            self.x = kept
        return y


class EarlyTranspose(Affine):
    def __init__(self, W, b):
        super().__init__(W, b)
        self.WT = W.T.copy()

    def backward(self, dout):
        super().backward(dout)
        return dout @ self.WT


class Shared(Affine):
    """The gradient of the bias stands in the class, and not in the layer."""

    def backward(self, dout):
        dx = super().backward(dout)
        type(self).db = self.__dict__.pop("db")
        return dx


def planted(say):
    """All mistakes, with what each costs a training: measured by scripts/experiments/planted.py."""
    forward = say(en="Forward pass", ja="順伝播")
    backward = say(en="Gradients", ja="勾配")
    given = say(en="What the layer is given", ja="渡されたものの扱い")
    calls = say(en="From call to call", ja="呼び出しをまたぐ動作")
    return [
        Planted(
            NoBias,
            forward,
            say(en="The bias is never added.", ja="バイアスを足していない。"),
            say(
                en="Which `b` shows that it is added?",
                ja="どんな `b` なら、足したことが分かりますか。",
            ),
            points=0.1,
        ),
        Planted(
            Squeezed,
            forward,
            say(
                en="A batch of one sample loses an axis.",
                ja="サンプルが 1 個のバッチで、軸が一つ消える。",
            ),
            say(
                en="What is the smallest batch there is? Take it through the backward pass, too.",
                ja="いちばん小さいバッチは、どんなバッチですか。逆伝播まで通してみましょう。",
            ),
            points=0.0,
        ),
        Planted(
            NotTransposed,
            backward,
            say(
                en="For `dx`, `W` is not transposed.",
                ja="`dx` を求めるのに、`W` を転置していない。",
            ),
            say(
                en="What does `backward` return? Compare all of its numbers.",
                ja="`backward` が返すものは何ですか。その数を残らず比べましょう。",
            ),
            points=None,
        ),
        Planted(
            Reshaped,
            backward,
            say(
                en="`dW` is reshaped where it should be transposed.",
                ja="`dW` を、転置の代わりに reshape している。",
            ),
            say(
                en="A gradient has the right shape, and the right sum too. Let N, D and M differ, "
                "none of them 1, and compare number by number.",
                ja="形状も、全部の数の和も合っています。N、D、M を 1 でない別々の数にして、数を一つずつ"
                "比べましょう。",
            ),
            points=70.4,
        ),
        Planted(
            DividedAgain,
            backward,
            say(
                en="`dW` is divided by the batch size once more.",
                ja="`dW` を、もう一度バッチサイズで割っている。",
            ),
            say(
                en="Take a batch that leaves no doubt whether samples are added up.",
                ja="サンプルの分を足し合わせたかどうかが、はっきり分かるバッチにしましょう。",
            ),
            points=30.2,
        ),
        Planted(
            BiasAveraged,
            backward,
            say(en="`db` is a mean, not a sum.", ja="`db` が、和ではなく平均になっている。"),
            say(
                en="For which batch is a mean the same as a sum?",
                ja="平均と和が同じになるのは、どんなバッチですか。",
            ),
            points=0.0,
        ),
        Planted(
            BiasAsMatrix,
            backward,
            say(en="`db` has shape (1, M).", ja="`db` の形状が (1, M) になっている。"),
            say(
                en="The numbers are right, and `np.allclose` sees no more than numbers.",
                ja="数は合っています。`np.allclose` が見るのは、数だけです。",
            ),
            points=None,
        ),
        Planted(
            WritesIntoDout,
            given,
            say(en="It writes into `dout`.", ja="`dout` を書き換えている。"),
            say(
                en="All results are right. What has become of the arrays that you handed over?",
                ja="結果はすべて合っています。渡した配列は、そのあとどうなっていますか。",
            ),
            points=0.0,
        ),
        Planted(
            Updates,
            given,
            say(en="It updates `W` by itself.", ja="`W` を、層が自分で更新している。"),
            say(
                en="The results of this call are right, those of the next are not.",
                ja="この呼び出しの結果は合っていますが、次の呼び出しから違ってきます。",
            ),
            points=-1.2,
        ),
        Planted(
            Wide,
            given,
            say(en="float32 becomes float64.", ja="float32がfloat64になる。"),
            say(
                en="With float64 there is nothing to see.",
                ja="float64の配列では、違いが現れません。",
            ),
            points=0.0,
        ),
        Planted(
            Accumulates,
            calls,
            say(
                en="`dW` is added to that of the call before.",
                ja="`dW` を、前の呼び出しの分に足している。",
            ),
            say(
                en="The first batch comes out right.",
                ja="最初のバッチでは合っています。",
            ),
            points=79.8,
        ),
        Planted(
            FirstBatch,
            calls,
            say(
                en="It keeps the first `x`, and never another of the same shape.",
                ja="最初の `x` を持ち続け、次に同じ形状の `x` が来ても替えない。",
            ),
            say(
                en="Pass two batches of the same shape, one after the other: whose gradient is it?",
                ja="同じ形状のバッチを、二つ続けて渡しましょう。得られるのは、どちらの勾配ですか。",
            ),
            points=67.5,
        ),
        Planted(
            EarlyTranspose,
            calls,
            say(
                en="For `dx` it uses a copy of the initial `W`.",
                ja="`dx` を求めるのに、最初の `W` のコピーを使っている。",
            ),
            say(
                en="What does an optimiser do between two steps? Do it too.",
                ja="最適化手法は、次の 1 歩までに何をしますか。同じことをしてみましょう。",
            ),
            points=0.9,
        ),
        Planted(
            Shared,
            calls,
            say(
                en="All layers share one `db`.",
                ja="一つの `db` を、すべての層が共有している。",
            ),
            say(
                en="In a network a layer is not alone.",
                ja="ネットワークの中では、層は一つではありません。",
            ),
            points=None,
        ),
    ]


def right(say):
    """Layers without a mistake, by what to call them."""
    return {
        say(en="the one in the starter", ja="問題のファイルにある層"): Affine,
        say(en="one written with einsum", ja="einsumで書いた層"): Einsum,
        say(en="one that goes sample by sample", ja="サンプルを 1 個ずつ計算する層"): OneByOne,
        say(
            en="one with the bias as an extra row of the weights",
            ja="バイアスを、重みの行の一つとして計算する層",
        ): BiasAsRow,
        say(
            en="one that fills the same arrays with its gradients each time",
            ja="勾配を、毎回同じ配列に入れる層",
        ): MadeOnce,
        say(
            en="one that computes in float64 and then rounds",
            ja="float64で計算してから丸める層",
        ): MorePrecise,
    }


def check(answer, say):
    yield from grade_check(answer, right(say), planted(say), say)
