import numpy as np

from lesson_code.exercises.lab import Planted, grade_check


class BatchNorm:
    """The layer that is right; most of the others differ from it in one thing."""

    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = x.mean(axis=0), x.var(axis=0)
            self.remember(x)
        return self.normalise(x, mean, var)

    def remember(self, x):
        m = self.momentum
        self.running_mean = m * self.running_mean + (1 - m) * x.mean(axis=0)
        self.running_var = m * self.running_var + (1 - m) * x.var(axis=0, ddof=1)

    def normalise(self, x, mean, var):
        self.s = np.sqrt(var + self.eps)
        self.x_hat = (x - mean) / self.s
        return self.gamma * self.x_hat + self.beta

    def backward(self, dout):
        self.dbeta = dout.sum(axis=0)
        self.dgamma = (dout * self.x_hat).sum(axis=0)
        N = len(dout)
        slope = dout - self.dbeta / N - self.x_hat * self.dgamma / N
        return self.gamma / self.s * slope


# ---- Right, but written differently


class ByFeature(BatchNorm):
    """One feature after the other, in float64, with sums in another order."""

    def normalise(self, x, mean, var):
        self.x_hat, y = np.empty_like(x), np.empty_like(x)
        self.s = np.empty(x.shape[1], x.dtype)
        for d in range(x.shape[1]):
            self.s[d] = (float(var[d]) + self.eps) ** 0.5
            self.x_hat[:, d] = (x[:, d] - mean[d]) / self.s[d]
            y[:, d] = self.x_hat[:, d] * self.gamma[d] + self.beta[d]
        return y

    def backward(self, dout):
        N = len(dout)
        self.dbeta = np.array([dout[::-1, d].sum() for d in range(dout.shape[1])])
        self.dgamma = np.array([dout[:, d] @ self.x_hat[:, d] for d in range(dout.shape[1])])
        inner = N * dout - self.dbeta - self.x_hat * self.dgamma
        return self.gamma * inner / (N * self.s)


class InPlace(BatchNorm):
    """Keeps its averages in the same arrays all the time."""

    def remember(self, x):
        for average, new in (
            (self.running_mean, x.mean(axis=0)),
            (self.running_var, x.var(axis=0, ddof=1)),
        ):
            average *= self.momentum
            average += (1 - self.momentum) * new


class Graph(BatchNorm):
    """Goes back through the computational graph, one operation at a time."""

    def normalise(self, x, mean, var):
        self.centred = x - mean
        return super().normalise(x, mean, var)

    def backward(self, dout):
        N = len(dout)
        self.dgamma = np.einsum("nd,nd->d", dout, self.x_hat)
        self.dbeta = np.einsum("nd->d", dout)
        dx_hat = dout * self.gamma
        dvar = (dx_hat * self.centred).sum(axis=0) * -0.5 / self.s**3
        dcentred = dx_hat / self.s + 2 * self.centred * dvar / N
        return dcentred - dcentred.mean(axis=0)


class Folded(BatchNorm):
    """At inference one factor and one shift for each feature."""

    def forward(self, x):
        if self.training:
            return super().forward(x)
        factor = self.gamma / np.sqrt(self.running_var + self.eps)
        return x * factor + (self.beta - self.running_mean * factor)


# ---- One mistake each


class EpsOutside(BatchNorm):
    def normalise(self, x, mean, var):
        self.s = np.sqrt(var) + self.eps
        self.x_hat = (x - mean) / self.s
        return self.gamma * self.x_hat + self.beta


class BetaScaled(BatchNorm):
    def normalise(self, x, mean, var):
        super().normalise(x, mean, var)
        return self.gamma * (self.x_hat + self.beta)


class RunningInTraining(BatchNorm):
    def forward(self, x):
        if self.training:
            self.remember(x)
        return self.normalise(x, self.running_mean, self.running_var)


class WritesIntoX(BatchNorm):
    def normalise(self, x, mean, var):
        y = super().normalise(x, mean, var)
        x -= mean
        return y


class Biased(BatchNorm):
    def remember(self, x):
        m = self.momentum
        self.running_mean = m * self.running_mean + (1 - m) * x.mean(axis=0)
        self.running_var = m * self.running_var + (1 - m) * x.var(axis=0)


class MomentumSwapped(BatchNorm):
    def remember(self, x):
        m = self.momentum
        self.running_mean = (1 - m) * self.running_mean + m * x.mean(axis=0)
        self.running_var = (1 - m) * self.running_var + m * x.var(axis=0, ddof=1)


class AlwaysRemembers(BatchNorm):
    def forward(self, x):
        y = super().forward(x)
        if not self.training and len(x) > 1:
            self.remember(x)
        return y


class BatchAtInference(BatchNorm):
    def forward(self, x):
        if self.training:
            return super().forward(x)
        return self.normalise(x, x.mean(axis=0), x.var(axis=0))


class Constants(BatchNorm):
    def backward(self, dout):
        super().backward(dout)
        return self.gamma / self.s * dout


class MeanOnly(BatchNorm):
    def backward(self, dout):
        super().backward(dout)
        return self.gamma / self.s * (dout - dout.mean(axis=0))


class GammaByX(BatchNorm):
    def normalise(self, x, mean, var):
        self.x = x
        return super().normalise(x, mean, var)

    def backward(self, dout):
        dx = super().backward(dout)
        self.dgamma = (dout * self.x).sum(axis=0)
        return dx


def planted(say):
    """All mistakes, with what each costs a training: measured by scripts/experiments/planted.py."""
    forward = say(en="Forward pass in training", ja="学習時の順伝播")
    averages = say(en="Running averages and inference", ja="移動平均と推論")
    backward = say(en="Gradients", ja="勾配")
    return [
        Planted(
            EpsOutside,
            forward,
            say(
                en="`eps` is added outside the square root.",
                ja="`eps` を、平方根の外で足している。",
            ),
            say(
                en="Next to an ordinary variance `eps` does not show. Next to which one does it?",
                ja="ふつうの分散に比べると、`eps` は小さすぎて見えません。どんな分散なら見えますか。",
            ),
            points=0.0,
        ),
        Planted(
            BetaScaled,
            forward,
            say(
                en="`beta` is multiplied by `gamma`, too.",
                ja="`beta` にも `gamma` を掛けている。",
            ),
            say(
                en="With the `gamma` and `beta` that training begins with, all is right.",
                ja="学習を始めるときの `gamma` と `beta` では、合っています。",
            ),
            points=0.0,
        ),
        Planted(
            RunningInTraining,
            forward,
            say(
                en="In training it normalises by the running averages.",
                ja="学習時にも、移動平均で正規化している。",
            ),
            say(
                en="What are the mean and standard deviation of each column after normalising?",
                ja="正規化したあと、各列の平均と標準偏差はいくつになるはずですか。",
            ),
            points=20.2,
        ),
        Planted(
            WritesIntoX,
            forward,
            say(en="It writes into `x`.", ja="`x` を書き換えている。"),
            say(
                en="The result is right. What has become of the array that you handed over?",
                ja="結果は合っています。渡した配列は、そのあとどうなっていますか。",
            ),
            points=0.0,
        ),
        Planted(
            Biased,
            averages,
            say(
                en="The running variance divides by N, not by N - 1.",
                ja="移動平均に使う分散を、N - 1 ではなく N で割っている。",
            ),
            say(
                en="In a large batch the difference is small.",
                ja="バッチが大きいと、差は小さくなります。",
            ),
            points=0.0,
        ),
        Planted(
            MomentumSwapped,
            averages,
            say(
                en="`momentum` weights the new value, not the old.",
                ja="`momentum` を、古い値ではなく新しい値に掛けている。",
            ),
            say(
                en="How far do the averages move in one step? Work it out by hand.",
                ja="移動平均は、1 歩でどれだけ動きますか。手で計算してみましょう。",
            ),
            points=0.4,
        ),
        Planted(
            AlwaysRemembers,
            averages,
            say(
                en="Inference changes the running averages.",
                ja="推論のときにも、移動平均を更新している。",
            ),
            say(
                en="Ask the same question twice, with more than one sample.",
                ja="2 個以上のサンプルで、同じ推論を二度させてみましょう。",
            ),
            points=0.0,
        ),
        Planted(
            BatchAtInference,
            averages,
            say(
                en="At inference it normalises by the batch.",
                ja="推論のときに、バッチの統計で正規化している。",
            ),
            say(
                en="At inference, is a sample's answer the same whichever others are with it?",
                ja="推論では、一緒に渡すサンプルが違っても、答えは同じはずです。",
            ),
            points=-0.1,
        ),
        Planted(
            Constants,
            backward,
            say(
                en="For `dx`, mean and variance are taken as constants.",
                ja="`dx` を求めるのに、平均と分散を定数とみなしている。",
            ),
            say(
                en="Move one number of `x`: which outputs move?",
                ja="`x` の要素を一つ動かすと、どの出力が動きますか。",
            ),
            points=6.5,
        ),
        Planted(
            MeanOnly,
            backward,
            say(
                en="For `dx`, the path through the variance is missing.",
                ja="`dx` に、分散を通る経路の分がない。",
            ),
            say(
                en="The columns of `dx` add up to 0, as they should. What else must hold?",
                ja="`dx` の各列の和は、正しく 0 になっています。ほかには、何が成り立つはずですか。",
            ),
            points=0.4,
        ),
        Planted(
            GammaByX,
            backward,
            say(
                en="`dgamma` is computed with `x`, not with the normalised `x`.",
                ja="`dgamma` を、正規化した `x` ではなく元の `x` で計算している。",
            ),
            say(
                en="If the columns of `x` have mean 0 and standard deviation 1, nothing shows.",
                ja="`x` の各列が平均 0、標準偏差 1 だと、違いが現れません。",
            ),
            points=-0.1,
        ),
    ]


def right(say):
    """Layers without a mistake, by what to call them."""
    return {
        say(en="the one in the starter", ja="問題のファイルにある層"): BatchNorm,
        say(en="one that goes feature by feature", ja="特徴量を一つずつ計算する層"): ByFeature,
        say(
            en="one that updates its averages in place",
            ja="移動平均を、同じ配列の中で更新する層",
        ): InPlace,
        say(
            en="one that goes back through the graph step by step",
            ja="計算グラフの演算を一つずつ逆にたどる層",
        ): Graph,
        say(
            en="one that uses a single factor and shift at inference",
            ja="推論の計算を、倍率とずらす量にまとめる層",
        ): Folded,
    }


def check(answer, say):
    yield from grade_check(answer, right(say), planted(say), say)
