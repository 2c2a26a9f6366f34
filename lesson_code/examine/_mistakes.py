"""The mistakes that can be named, in both languages, each with the number that shows it."""

from collections.abc import Mapping
from typing import Any

from lesson_code._text import one_line
from lesson_code.examine.report import Finding, Level
from lesson_code.exercises.grading import line_in

Words = tuple[str, str]  # English, Japanese

# After a gradient, where it was seen and by how much
SEEN = (
    " [{which} at {at}{mode}: relative error {error}; index {place}: {got}, measured {want}]",
    "［{which}、形状 {at}{mode}：相対誤差 {error}。添字 {place} が {got}、数値微分では {want}］",
)
# After an output
PUT = (
    " [{at}{mode}: index {place}: {got}, the formula says {want}]",
    "［形状 {at}{mode}：添字 {place} が {got}、式では {want}］",
)
MODES = {True: (", training", "、学習"), False: (", inference", "、推論"), None: ("", "")}

GRADIENTS: dict[str, Words] = {
    "unknown": (
        "The gradient of {which} is wrong, but matches no known mistake.",
        "{which} の勾配が違います。どんな間違いかは、わかりませんでした。",
    ),
    "zero": (
        "The gradient of {which} is 0 everywhere: nothing comes back.",
        "{which} の勾配が、どこも 0 です。何も伝わっていません。",
    ),
    "not-used": (
        "Nothing that is written into {which} changes the output: forward does not use it.",
        "{which} の中身を変えても、出力が変わりません。forward で {which} を使っていません。",
    ),
    "own-copy": (
        "forward works with a copy of {which} from when the layer was made: training steps, which "
        "change {which} in place, do not reach it.",
        "forward が、層を作ったときの {which} のコピーを使っています。学習で {which} の中身を"
        "書き換えても、出力は変わりません。",
    ),
    "stale-copy": (
        "The gradient of {which} is that of the parameters as they were when the layer was made: "
        "backward works with a copy, which no training step reaches.",
        "{which} の勾配が、層を作ったときのパラメータについてのものです。backward が古いコピーを"
        "使っています。",
    ),
    "not-of-this-forward": (
        "The gradient of {which} is that of the usual {kind}, not that of this forward, "
        "which computes something else.",
        "{which} の勾配は、ふつうの {kind} のものです。forward が別の計算をしているので、合いません。",
    ),
    "after-forward": (
        "The gradient of {which} does not belong to what forward computes, either; mend forward "
        "first.",
        "{which} の勾配も、forward の計算と合いません。先に forward を直してください。",
    ),
    "sign": (
        "The gradient of {which} has the wrong sign everywhere.",
        "{which} の勾配の符号が、すべて逆です。",
    ),
    "averaged": (
        "The gradient of {which} is averaged over the batch: it is {factor} of what it should be "
        "with {count} samples. backward adds up; the mean belongs to the loss, which has divided "
        "already.",
        "{which} の勾配を、バッチで平均しています。{count} サンプルで、正しい値の {factor} 倍です。"
        "逆伝播では合計します。平均は、損失の計算でもうとってあります。",
    ),
    "summed": (
        "The gradient of {which} is multiplied by the number of samples, {count}.",
        "{which} の勾配に、サンプルの数 {count} が掛かっています。",
    ),
    "half": ("The gradient of {which} is halved.", "{which} の勾配が半分です。"),
    "doubled": (
        "The gradient of {which} is twice what it should be.",
        "{which} の勾配が 2 倍になっています。",
    ),
    "averaged-values": (
        "The gradient of {which} is a mean over samples and places: it is {factor} of what it "
        "should be. backward adds up.",
        "{which} の勾配が、サンプルと位置についての平均になっています。正しい値の {factor} 倍です。"
        "逆伝播では合計します。",
    ),
    "averaged-outputs": (
        "The gradient of {which} is divided by the number of outputs: it is {factor} of what it "
        "should be.",
        "{which} の勾配を、出力の数で割っています。正しい値の {factor} 倍です。",
    ),
    "averaged-everything": (
        "The gradient of {which} is averaged over all numbers of dout: it is {factor} of what it "
        "should be. It must be a sum.",
        "{which} の勾配を、dout のすべての数で平均しています。正しい値の {factor} 倍です。"
        "平均ではなく、合計です。",
    ),
    "averaged-features": (
        "The gradient of {which} is divided by the number of features: it is {factor} of what it "
        "should be.",
        "{which} の勾配を、特徴の数で割っています。正しい値の {factor} 倍です。",
    ),
    "factor": (
        "The gradient of {which} is everywhere {factor} times what it should be.",
        "{which} の勾配が、どこも正しい値の {factor} 倍です。",
    ),
    "dout-itself": (
        "The gradient of x is dout, unchanged: the layer's own slope is missing.",
        "x の勾配が dout のままです。層の傾きが掛かっていません。",
    ),
    "neighbours-missing": (
        "The gradient of x counts each number's own path only: the paths through its neighbours, "
        "whose outputs it changes too, are missing.",
        "x の勾配が、同じ位置の出力を通る分だけです。それぞれの数が変える、隣の出力を通る分が、"
        "抜けています。",
    ),
    "jacobian-not-transposed": (
        "The gradient of x is multiplied from the wrong side: where it needs the transpose, it "
        "takes the slopes as they stand.",
        "x の勾配で、転置した傾きを掛けるところに、転置していないものを掛けています。",
    ),
    "transposed": ("The gradient of {which} is transposed.", "{which} の勾配が転置されています。"),
    "first-sample": (
        "The gradient of {which} holds only what the first of {count} samples contributes.",
        "{which} の勾配が、{count} サンプルのうち最初の分だけです。",
    ),
    "last-sample": (
        "The gradient of {which} holds only what the last of {count} samples contributes: in a loop, it is "
        "assigned, not added.",
        "{which} の勾配が、{count} サンプルのうち最後の分だけです。繰り返しの中で、足さずに"
        "代入していませんか。",
    ),
    "dout-ignored": (
        "The gradient of {which} stays the same when dout is doubled: backward does not use dout.",
        "dout を 2 倍にしても、{which} の勾配が変わりません。backward で dout を使っていません。",
    ),
    "dout-squared": (
        "When dout is doubled, the gradient of {which} becomes four times as large: dout goes in "
        "twice.",
        "dout を 2 倍にすると、{which} の勾配が 4 倍になります。dout を 2 回掛けています。",
    ),
    # elementwise
    "mask-always-true": (
        "The gradient goes through everywhere, even where the input is below 0: the mask is always "
        "true, as it is if one asks whether the output is >= 0.",
        "入力が負のところにも、勾配が届いています。マスクがどこも True です。出力から >= で"
        "マスクを作ると、こうなります。",
    ),
    "mask-turned": (
        "The mask is inverted: the gradient goes through where it should be stopped.",
        "マスクが逆です。勾配を止めるところで通しています。",
    ),
    "times-output": (
        "The gradient is multiplied by the output in place of the slope.",
        "勾配に、傾きではなく出力が掛かっています。",
    ),
    "times-input": (
        "The gradient is multiplied by the input in place of the slope.",
        "勾配に、傾きではなく入力が掛かっています。",
    ),
    "leaky-closed": (
        "Below 0 no gradient comes back, though the output changes there.",
        "入力が負のところでも出力は変わるのに、勾配が 0 です。",
    ),
    "leaky-constant": (
        "Below 0 the slope is a constant, whatever alpha the layer was given.",
        "入力が負のところの傾きが、渡された alpha ではなく、決まった値です。",
    ),
    "alpha-not-multiplied-back": (
        "Below 0 the gradient is alpha itself, not alpha times dout.",
        "入力が負のところの勾配が、alpha × dout ではなく alpha そのものです。",
    ),
    "slope-at-output": (
        "The slope is that at the output: the function is applied a second time.",
        "出力での傾きになっています。関数を二度かけています。",
    ),
    "slope-of-sigmoid": (
        "The slope is y (1 - y), which is that of the sigmoid.",
        "傾きが y (1 - y) です。これはシグモイドの傾きです。",
    ),
    "slope-of-tanh": (
        "The slope is 1 - y**2, which is that of tanh.",
        "傾きが 1 - y**2 です。これはtanhの傾きです。",
    ),
    "slope-half": (
        "Half of the slope is missing: it is y (1 - y), both factors.",
        "傾きの因数が一つ抜けています。y (1 - y) の両方を掛けます。",
    ),
    "slope-of-input": (
        "The slope is computed from the input, where its formula has the output y.",
        "傾きの式の y のところに、出力ではなく入力を使っています。",
    ),
    "sign-of-gradient": (
        "Negative gradients are cut off. What counts is the sign of the input, not that of dout.",
        "負の勾配を 0 にしています。見るのは dout の符号ではなく、入力の符号です。",
    ),
    # affine
    "not-transposed": (
        "dx is dout @ W, without the transpose; that W is square here hides it.",
        "dx が dout @ W で、W を転置していません。W が正方行列のときは、形状では気づけません。",
    ),
    "reshaped": (
        "The numbers of dx are right but in the wrong places: reshape does not transpose.",
        "dx の数は正しいのですが、場所が違います。reshape は転置の代わりになりません。",
    ),
    # convolution and pooling
    "turned": (
        "The gradient of {which} is turned by 180 degrees.",
        "{which} の勾配が、180 度回転しています。",
    ),
    "not-turned": (
        "dx is made with filters that are turned the wrong way.",
        "dx を作るフィルタの向きが、180 度逆です。",
    ),
    "first-filter-only": (
        "Only the first filter counts; the others are missing.",
        "最初のフィルタの分だけです。ほかのフィルタの分が抜けています。",
    ),
    "last-window-only": (
        "The gradient of {which} holds only what the last window contributes.",
        "{which} の勾配が、最後の窓の分だけです。",
    ),
    "channels-mixed-back": (
        "dx is the same in all channels: the filters were averaged over them.",
        "dx がどのチャンネルでも同じです。フィルタをチャンネルで平均しています。",
    ),
    "padding-kept": (
        "dx begins within the padding, which must be cut off on both sides.",
        "dx がパディングから始まっています。パディングは、両側とも切り落とします。",
    ),
    "assigned": (
        "Where windows overlap, the last one wipes out what the others gave: add (+=), do not "
        "assign (=).",
        "窓が重なるところで、前の窓の分が消えています。代入（=）ではなく、足し込みます（+=）。",
    ),
    "overlap-averaged": (
        "Where windows overlap, dx is divided by how many there are. It must be a sum.",
        "窓が重なるところで、dx を窓の数で割っています。割らずに合計します。",
    ),
    "to-all": (
        "Every pixel of a window gets the whole gradient; it belongs to the largest alone.",
        "窓のどの画素にも勾配が届いています。届くのは、最大だった画素だけです。",
    ),
    "is-average-back": (
        "Every pixel of a window gets its share, as in average pooling.",
        "窓のどの画素にも勾配を等分しています。これは平均プーリングの逆伝播です。",
    ),
    "stride-ignored-back": (
        "The windows of dx move by one pixel, whatever the stride.",
        "ストライドを指定しても、dx の窓が 1 画素ずつ動いています。",
    ),
    "smallest-back": (
        "The gradient goes to the smallest of each window.",
        "勾配が、窓の最小の画素に届いています。",
    ),
    "gradient-order": (
        "dout is read with its axes in the wrong order: channels and positions are swapped.",
        "dout を読む軸の順番が違います。チャンネルと位置が入れ替わっています。",
    ),
    # batch norm
    "statistics-constant": (
        "Mean and variance of the batch are treated as constants: their paths back to x are missing.",
        "バッチの平均と分散を定数とみなしています。それらを通って x に戻る分が抜けています。",
    ),
    "mean-constant": (
        "The mean of the batch is treated as a constant: its path back to x is missing.",
        "バッチの平均を定数とみなしています。平均を通って x に戻る分が抜けています。",
    ),
    "variance-constant": (
        "The variance of the batch is treated as a constant: its path back to x is missing.",
        "バッチの分散を定数とみなしています。分散を通って x に戻る分が抜けています。",
    ),
    "gamma-missing-back": ("dx lacks gamma.", "dx に gamma が掛かっていません。"),
    "gamma-twice": ("gamma goes into dx twice.", "dx に gamma が 2 回掛かっています。"),
    "eps-missing-back": (
        "forward adds eps to the variance, but dx is computed without eps.",
        "forward では分散に eps を足しているのに、dx では足していません。",
    ),
    "variance-for-deviation-back": (
        "dx is divided by the variance; its root is missing.",
        "dx を分散で割っています。平方根が抜けています。",
    ),
    "sums-for-means": (
        "dx subtracts sums over the batch where it should subtract means: 1/n is missing.",
        "dx で、平均ではなく合計を引いています。1/n が抜けています。",
    ),
    "sum-for-mean-of-slope": (
        "One of the two terms of dx is a sum over the batch, not a mean: 1/n is missing.",
        "dx の二つの項の片方が、平均ではなく合計です。1/n が抜けています。",
    ),
    "sign-of-last-term": (
        "One of the two terms of dx has the wrong sign.",
        "dx の二つの項の片方で、符号が逆です。",
    ),
    "half-a-term": (
        "One of the two terms of dx is halved.",
        "dx の二つの項の片方が半分です。",
    ),
    "over-n-minus-1": (
        "dx counts n - 1 values where forward has divided by n.",
        "forward では n で割っているのに、dx では n - 1 で割っています。",
    ),
    "x-hat-of-variance-1": (
        "dx assumes that x_hat has variance 1. With eps it is less.",
        "dx で、x_hat の分散を 1 とみなしています。eps があるので、1 より小さい値です。",
    ),
    "over-the-other-axis": (
        "dx takes its means over the features of a sample, not over the batch.",
        "dx の平均を、バッチではなく、1 サンプルの特徴についてとっています。",
    ),
    "wrong-count": (
        "dx divides by the wrong number of values: n counts all that share a mean, the samples times "
        "the places.",
        "dx で割る数が違います。n は、一つの平均に入る値の数、つまりサンプルの数 × 位置の数です。",
    ),
    "running-deviation-back": (
        "dx is divided by the running deviation; training has normalised by that of the batch.",
        "dx を、移動分散の平方根で割っています。学習では、バッチの標準偏差で正規化しています。",
    ),
    "training-at-inference": (
        "After forward at inference, backward is still that of training, where the statistics were "
        "not constants. This matters only if you need gradients there.",
        "推論で forward した後の backward が、学習のときのままです。推論では平均と分散は定数なので、"
        "そこで勾配を求めると違う値になります。",
    ),
    "gamma-of-y": (
        "In the gradient of {which}, dout is multiplied by y where it should be by x_hat.",
        "{which} の勾配を、x_hat ではなく y から作っています。",
    ),
    "gamma-beta-gradients-swapped": (
        "The gradient of {which} is the sum that the other needs: sum(dout) belongs to beta, "
        "sum(dout * x_hat) to gamma.",
        "{which} の勾配に、もう一方の和を使っています。beta は sum(dout)、gamma は "
        "sum(dout * x_hat) です。",
    ),
}

OUTPUTS: dict[str, Words] = {
    "unknown-output": (
        "The output is not that of {kind}, and matches no known mistake. If it is meant to be "
        "something else, say --as other.",
        "出力が {kind} の式と違います。どんな間違いかは、わかりませんでした。別の関数のつもりなら、"
        "--as other を付けてください。",
    ),
    "bias-missing": ("The bias is not added.", "バイアスを足していません。"),
    "bias-subtracted": ("The bias is subtracted.", "バイアスを引いています。"),
    "bias-per-weight": (
        "The bias is added once for each weight, not once for each output.",
        "バイアスを、出力ごとに 1 回ではなく、重みの数だけ足しています。",
    ),
    "absolute": (
        "Where x is negative the output is -x: that is the absolute value.",
        "x が負のところで -x になっています。これは絶対値です。",
    ),
    "is-mask": (
        "The output is the mask, 0 and 1.",
        "出力が、マスクの 0 と 1 です。",
    ),
    "alpha-not-multiplied": (
        "Below 0 the output is alpha itself, not alpha times x.",
        "負のところの出力が、alpha × x ではなく alpha そのものです。",
    ),
    "is-relu": ("Below 0 the output is 0: that is ReLU.", "負のところが 0 です。これはReLUです。"),
    "alpha-ignored": (
        "Below 0 the slope is a constant, whatever alpha the layer was given.",
        "負のところの傾きが、渡された alpha ではなく、決まった値です。",
    ),
    "is-tanh": ("The output is tanh's.", "出力がtanhです。"),
    "sigmoid-twice": ("The sigmoid is applied twice.", "シグモイドを 2 回かけています。"),
    "is-identity": ("The output is the input.", "出力が入力のままです。"),
    "flatten-mixed": (
        "The numbers of an image are in another order: the channels go last.",
        "画像の数の並びが違います。チャンネルが最後になっています。",
    ),
    "smallest": ("It keeps the smallest of each window.", "窓ごとの最小の数になっています。"),
    "is-average": ("The output is the mean of each window.", "窓ごとの平均になっています。"),
    "is-max": ("The output is the largest of each window.", "窓ごとの最大になっています。"),
    "not-divided": (
        "The window is added up and not divided by its size.",
        "窓の合計のままです。窓の大きさで割っていません。",
    ),
    "zero-wins": (
        "Where a whole window is negative the output is a 0 that is not in the image.",
        "窓の数がすべて負のとき、画像にない 0 が出力になります。",
    ),
    "largest-size": (
        "It keeps the number with the largest absolute value, whatever its sign.",
        "符号を無視して、絶対値が最大の数を選んでいます。",
    ),
    "size-ignored": (
        "The windows have 2 rows and columns, whatever the size.",
        "窓の大きさを指定しても、2 × 2 のままです。",
    ),
    "over-channels": (
        "The largest is taken over the channels, too.",
        "チャンネルをまたいで最大をとっています。",
    ),
    "channels-mixed": (
        "The channels are mixed up: the axes were reshaped before they were moved.",
        "チャンネルが混ざっています。軸を動かさずに reshape しています。",
    ),
    "rows-columns-swapped": (
        "Rows and columns of the output have changed places.",
        "出力の行と列が入れ替わっています。",
    ),
    "filters-turned": (
        "The filters are turned by 180 degrees: this is convolution as mathematics has it, where "
        "networks have cross-correlation.",
        "フィルタを 180 度回して掛けています。数学でいう畳み込みです。ネットワークでは、回さずに"
        "掛けます。",
    ),
    "first-channel-only": (
        "Only the first channel is used.",
        "最初のチャンネルしか使っていません。",
    ),
    "first-sample-forward": (
        "All samples get the output of the first.",
        "どのサンプルも、最初のサンプルの出力になっています。",
    ),
    "first-weight-missing": (
        "The first weight of each filter is left out.",
        "フィルタの最初の重みが抜けています。",
    ),
    "divided-by-window": (
        "The sum over a window is divided by its size. A convolution adds up.",
        "窓の合計を、窓の大きさで割っています。畳み込みでは、割りません。",
    ),
    "stride-ignored": (
        "The windows move by one pixel, whatever the stride.",
        "ストライドを指定しても、窓が 1 画素ずつ動いています。",
    ),
    "stride-one-way": (
        "The windows move by the stride in one direction only.",
        "窓がストライドの分だけ動くのは、縦か横の一方だけです。",
    ),
    "gamma-beta-missing": (
        "gamma and beta are not used: the output is x_hat.",
        "gamma と beta を使っていません。出力が x_hat のままです。",
    ),
    "gamma-missing": ("gamma is not used.", "gamma を掛けていません。"),
    "beta-missing": ("beta is not added.", "beta を足していません。"),
    "beta-scaled": ("gamma multiplies beta, too.", "beta にも gamma を掛けています。"),
    "gamma-beta-swapped": (
        "gamma and beta have changed places.",
        "gamma と beta が入れ替わっています。",
    ),
    "eps-outside-root": (
        "eps is added to the deviation, outside the root; batch norm adds it to the variance.",
        "eps を、平方根の外で標準偏差に足しています。バッチ正規化では、分散に足します。",
    ),
    "eps-missing": ("eps is not added.", "eps を足していません。"),
    "eps-ignored": (
        "eps is a constant, whatever the layer was given.",
        "渡された eps ではなく、決まった値を使っています。",
    ),
    "root-missing": (
        "It divides by the variance; the root is missing.",
        "分散で割っています。平方根が抜けています。",
    ),
    "nothing-normalised": ("Nothing is normalised.", "何も正規化していません。"),
    "mean-missing": ("The mean is not taken away.", "平均を引いていません。"),
    "unbiased-normalises": (
        "The batch is normalised by the variance over n - 1. Batch norm uses the one over n; the one "
        "over n - 1 is for the running average.",
        "n - 1 で割った分散で正規化しています。正規化に使うのは n で割った分散です。n - 1 の"
        "ほうは、移動平均に使います。",
    ),
    "running-in-training": (
        "Training normalises by the running statistics, which are for inference.",
        "学習なのに、推論のための移動平均で正規化しています。",
    ),
    "one-mean-for-all": (
        "There is one mean for all features, in place of one for each.",
        "特徴ごとではなく、すべての特徴に一つの平均を使っています。",
    ),
    "per-sample": (
        "The mean is taken for each sample by itself, not over the batch.",
        "バッチではなく、サンプルごとに平均をとっています。",
    ),
    "per-place": (
        "The mean is taken for each pixel, not for each channel.",
        "チャンネルごとではなく、画素ごとに平均をとっています。",
    ),
    "batch-at-inference": (
        "At inference a sample's output depends on the others in the batch.",
        "推論なのに、あるサンプルの出力が、同じバッチのほかのサンプルによって変わります。",
    ),
    "mean-of-batch-at-inference": (
        "At inference the mean is that of the batch, not the running one.",
        "推論で、移動平均ではなく、バッチの平均を引いています。",
    ),
    "variance-of-batch-at-inference": (
        "At inference the variance is that of the batch, not the running one.",
        "推論で、移動平均ではなく、バッチの分散を使っています。",
    ),
    "variance-for-deviation": (
        "Variance and deviation are confused: the running variance is used as if it were its root.",
        "分散と標準偏差を取り違えています。移動分散を、平方根をとったもののように使っています。",
    ),
}

OTHERS: dict[str, tuple[Level, Words]] = {
    # running it
    "writes": (
        "fault",
        (
            "{function} writes into {which}, which it was handed: whatever uses that array again "
            "gets other numbers. Make a new array, or a copy.\n{code}",
            "{function} が、渡された {which} を書き換えています。同じ配列をもう一度使うところで、"
            "数が変わってしまいます。新しい配列を作るか、コピーを書き換えてください。\n{code}",
        ),
    ),
    "no-return": (
        "fault",
        (
            "{function} returns None. Is its return statement missing?",
            "{function} が None を返しました。return を書き忘れていませんか。",
        ),
    ),
    "no-array": (
        "fault",
        (
            "{call} gives a {got}, which is not an array of numbers.",
            "{call} が、数の配列ではないもの（{got}）を返しました。",
        ),
    ),
    "not-finite": (
        "fault",
        (
            "{call} holds NaN or infinity, for ordinary numbers, at shape {shape}.",
            "ふつうの数を渡したのに、{call} にNaNか無限大があります（形状 {shape}）。",
        ),
    ),
    "program-stopped": (
        "note",
        (
            "The program itself stopped when it was run, after this was defined. {why}",
            "プログラムは、これを定義した後で止まりました。{why}",
        ),
    ),
    "no-backward": (
        "note",
        (
            "{what} has no backward: only forward could be examined.",
            "{what} に backward がないので、forward だけを調べました。",
        ),
    ),
    "images-refused": (
        "note",
        (
            "It works on features (N, D), but stops on images (N, C, H, W), where parameters have a "
            "number for each channel. {why}",
            "特徴 (N, D) では動きますが、画像 (N, C, H, W) では止まります（パラメータはチャンネルごとに"
            "一つ）。{why}",
        ),
    ),
    "returns-several": (
        "fault",
        (
            "backward returns {count} things. The layer below would get them all as its dout: "
            "return dx alone, and keep the gradients of the parameters as attributes.",
            "backward が {count} 個の値を返しています。前の層は、それを dout として受け取ります。"
            "dx だけを返し、パラメータの勾配は属性に残してください。",
        ),
    ),
    "updates-itself": (
        "fault",
        (
            "backward changes {which}. It should only compute gradients; the step is the optimiser's.",
            "backward が {which} を変えています。backward は勾配を求めるだけです。更新は最適化手法の"
            "仕事です。",
        ),
    ),
    # shapes
    "output-shape": (
        "fault",
        (
            "The output has shape {got}; {kind} gives {want}.",
            "出力の形状が {got} です。{kind} なら {want} です。",
        ),
    ),
    "summed-over-everything": (
        "fault",
        (
            "The gradient of {which} is a single number: added up over every axis, though {which} "
            "has shape {want}.",
            "{which} の勾配が一つの数です。{which} の形状は {want} なのに、すべての軸で合計して"
            "います。",
        ),
    ),
    "keeps-axes": (
        "fault",
        (
            "The gradient of {which} has shape {got}, and {which} has {want}: axes that were added "
            "up are still there (keepdims).",
            "{which} の勾配の形状が {got} で、{which} は {want} です。合計した軸が残っています"
            "（keepdims）。",
        ),
    ),
    "one-per-sample": (
        "fault",
        (
            "The gradient of {which} has shape {got}: one for each of {count} samples, where they "
            "should be added up to {want}.",
            "{which} の勾配の形状が {got} です。{count} サンプルのそれぞれに一つずつあります。"
            "合計して、{want} にします。",
        ),
    ),
    "transposed-shape": (
        "fault",
        (
            "The gradient of {which} has shape {got}, and {which} has {want}: it is transposed.",
            "{which} の勾配の形状が {got} で、{which} は {want} です。転置されています。",
        ),
    ),
    "other-axis": (
        "fault",
        (
            "The gradient of {which} has one number for each sample ({count}): it is added up over "
            "the outputs, where it should be over the samples.",
            "{which} の勾配が、サンプルごとに一つずつ（{count} 個）あります。サンプルではなく、出力に"
            "ついて合計しています。",
        ),
    ),
    "cut-to-nothing": (
        "fault",
        (
            "The gradient of {which} has shape {got}, expected {want}: pad:-pad leaves nothing where "
            "pad is 0, for -0 is 0.",
            "{which} の勾配の形状が {got} です（正しくは {want}）。pad が 0 のとき、pad:-pad には"
            "何も残りません。-0 は 0 だからです。",
        ),
    ),
    "outer-product": (
        "fault",
        (
            "The gradient of {which} has shape {got}, expected {want}: np.outer flattens a batch "
            "and multiplies every number with every other.",
            "{which} の勾配の形状が {got} です（正しくは {want}）。np.outer は、バッチを 1 列に並べて"
            "すべての組を掛けます。",
        ),
    ),
    "dout-shape": (
        "fault",
        (
            "dx has the shape of dout, {got}, and x has {want}.",
            "dx の形状が dout と同じ {got} です。x は {want} です。",
        ),
    ),
    "gradient-shape": (
        "fault",
        (
            "The gradient of {which} has shape {got}, expected {want}.",
            "{which} の勾配の形状が {got} です。正しくは {want} です。",
        ),
    ),
    "no-gradient": (
        "fault",
        (
            "backward leaves no gradient of {which}: there is no d{which}, {which}_grad or "
            'grads["{which}"] after it.',
            "backward の後に、{which} の勾配がありません。d{which}、{which}_grad、"
            'grads["{which}"] を探しました。',
        ),
    ),
    "not-repeatable": (
        "note",
        (
            "Two runs from the same start differ: the random numbers cannot be held fixed. The "
            "gradients could not be measured.",
            "同じ状態から動かしても、結果が毎回変わります。固定できない乱数があるので、勾配は"
            "調べられませんでした。",
        ),
    ),
    "not-float64": (
        "note",
        (
            "{which} is {dtype}, too coarse to measure its gradient; make it with float64.",
            "{which} が {dtype} で、勾配を測るには精度が足りません。float64で作ってください。",
        ),
    ),
    # state
    "accumulates": (
        "fault",
        (
            "backward adds to the gradient of {which} from the call before: after two calls it is "
            "twice as large.",
            "backward が、前に呼んだときの {which} の勾配に足し込んでいます。2 回呼ぶと 2 倍に"
            "なります。",
        ),
    ),
    "accumulates-with-zero": (
        "note",
        (
            "backward adds up the gradient of {which} from call to call; zero_grad() is needed "
            "before each step.",
            "backward は、呼ぶたびに {which} の勾配を足し込みます。更新のたびに zero_grad() が"
            "要ります。",
        ),
    ),
    "second-backward": (
        "fault",
        (
            "A second backward after the same forward gives another gradient of {which}: backward "
            "spoils what forward has kept.",
            "同じ forward の後で backward を 2 回呼ぶと、{which} の勾配が変わります。forward が"
            "残したものを、backward が壊しています。",
        ),
    ),
    "first-batch-kept": (
        "fault",
        (
            "After another batch has gone through, backward no longer fits forward: something of "
            "the first batch is kept. {error}",
            "別のバッチを通した後では、backward が forward と合いません。最初のバッチの値が残って"
            "います。{error}",
        ),
    ),
    "forward-remembers": (
        "fault",
        (
            "After another batch has gone through, the same x gives another output.",
            "別のバッチを通した後では、同じ x でも出力が変わります。",
        ),
    ),
    "shared-between-layers": (
        "fault",
        (
            "Another layer of the same class changes this one's gradient of {which}: something "
            "is kept in the class, not in the object.",
            "同じクラスの別の層を動かすと、この層の {which} の勾配が変わります。オブジェクトではなく、"
            "クラスに残しているものがあります。",
        ),
    ),
    # samples, types
    "no-inference": (
        "note",
        (
            "There is no way to switch training off: forward has no argument train (or "
            "train_flg, training ...), and there is no such attribute. {kind} at inference could "
            "not be examined; it needs such an argument or attribute.",
            "推論だと伝える方法がありません。forward に引数 train（train_flg、training など）がなく、"
            "属性もありません。{kind} には必要です。推論は調べられませんでした。",
        ),
    ),
    "overflows": (
        "fault",
        (
            "At inputs of {size} and -{size}, in {dtype}, the output holds NaN or infinity.",
            "{dtype} の {size} と -{size} を渡すと、出力にNaNか無限大が出ます。",
        ),
    ),
    "samples-mixed": (
        "fault",
        (
            "A sample's output depends on the others in the batch: alone, it differs by "
            "{difference}. Is there a sum or a maximum over the wrong axis?",
            "あるサンプルの出力が、同じバッチのほかのサンプルによって変わります。一つだけ渡すと"
            " {difference} 違います。和や最大をとる軸を確かめてください。",
        ),
    ),
    "type-lost": (
        "fault",
        (
            "float32 goes in, and {which} comes out as {dtype}: digits are lost.",
            "float32を渡したのに、{which} が {dtype} になりました。桁が失われます。",
        ),
    ),
    "float64": (
        "note",
        (
            "float32 goes in, and {which} comes out as {dtype}: right, but all that follows is "
            "computed in float64, which takes longer.",
            "float32を渡したのに、{which} が {dtype} になりました。値は正しくても、その先はすべて"
            "float64の計算になり、遅くなります。",
        ),
    ),
    # batch norm's running statistics
    "running-at-inference": (
        "fault",
        (
            "The running statistics change at inference: test data get into them.",
            "推論で、移動平均が変わります。テストデータが混ざります。",
        ),
    ),
    "running-not-updated": (
        "fault",
        (
            "Training leaves the running mean and variance as they were: inference would use those "
            "of the start.",
            "学習しても、平均の移動平均も移動分散も変わりません。推論では、初めの値を使うことに"
            "なります。",
        ),
    ),
    "running-mean-not-updated": (
        "fault",
        ("The running mean never changes.", "学習しても、平均の移動平均が変わりません。"),
    ),
    "running-variance-not-updated": (
        "fault",
        ("The running variance never changes.", "学習しても、移動分散が変わりません。"),
    ),
    "running-last-batch": (
        "fault",
        (
            "The running mean is that of the last batch, not an average: momentum {momentum} is not "
            "used.",
            "移動平均が、最後のバッチの値そのものです。momentum {momentum} を使っていません。",
        ),
    ),
    "running-arithmetic": (
        "note",
        (
            "The running mean is that of all batches so far, each with the same weight; momentum "
            "{momentum} is not used.",
            "移動平均が、これまでのすべてのバッチの平均（重みは同じ）です。momentum {momentum} は使って"
            "いません。",
        ),
    ),
    "running-other-weight": (
        "fault",
        (
            "The new batch got the weight {weight} in the running mean, whatever the momentum, "
            "{momentum}.",
            "移動平均で、新しいバッチの重みが {weight} です。momentum は {momentum} です。",
        ),
    ),
    "running-unknown": (
        "fault",
        (
            "The running statistics are not an average of the old ones and those of the batch "
            "(momentum {momentum}).",
            "移動平均が、前の値とバッチの値の平均になっていません（momentum {momentum}）。",
        ),
    ),
    "momentum-of-new": (
        "note",
        (
            "momentum {momentum} is the weight of the new batch, as in PyTorch; here and in Keras "
            "it is that of the old average.",
            "momentum {momentum} が、新しいバッチの重みになっています。PyTorchと同じです。この本と"
            "Kerasでは、前の平均の重みです。",
        ),
    ),
    "running-biased": (
        "note",
        (
            "The running variance is that over n ({count} values), as in some books; the paper "
            "averages the one over n - 1.",
            "移動分散に、n（{count} 個）で割った分散を使っています。そうしている本もありますが、"
            "論文では n - 1 で割ったものです。",
        ),
    ),
    "running-counts-images": (
        "fault",
        (
            "The running variance counts the {samples} samples; n is all {count} values that share "
            "a mean.",
            "移動分散の n が、サンプルの数 {samples} になっています。n は、一つの平均に入る値の"
            "数、{count} です。",
        ),
    ),
    "running-deviation": (
        "fault",
        (
            "The running variance averages deviations, not variances.",
            "移動分散に、分散ではなく標準偏差を使っています。",
        ),
    ),
    "running-mean-in-variance": (
        "fault",
        ("The running variance averages means.", "移動分散に、分散ではなく平均を使っています。"),
    ),
    "running-variance-swapped": (
        "fault",
        (
            "Old and new have changed places in the running variance, but not in the mean.",
            "移動分散だけ、古い値と新しい値の重みが逆です。",
        ),
    ),
    "variance-0": (
        "fault",
        (
            "Where a feature is the same in the whole batch, {call} is NaN or infinite: a division "
            "by a variance of 0, without eps.",
            "バッチ全体で同じ値の特徴があると、{call} がNaNか無限大になります。eps を足さずに、0 の"
            "分散で割っています。",
        ),
    ),
    # max-pooling's ties
    "every-maximum": (
        "fault",
        (
            "Where several pixels of a window are the largest, each gets the whole gradient: {total} "
            "comes back for {count}.",
            "窓に最大の画素がいくつもあるとき、そのどれにも勾配がまるごと届きます。{count} に対して"
            " {total} が戻りました。",
        ),
    ),
    "ties-shared": (
        "note",
        (
            "Where several pixels of a window are the largest, they share the gradient; here the "
            "first gets it all. Both are right.",
            "窓に最大の画素がいくつもあるとき、勾配を分けています。この本では、最初の画素にすべて渡し"
            "ます。どちらも正しい勾配です。",
        ),
    ),
    "ties-last": (
        "note",
        (
            "Where several pixels of a window are the largest, one other than the first gets the "
            "gradient. That is right, too.",
            "窓に最大の画素がいくつもあるとき、最初でない画素に勾配を渡しています。これも正しい"
            "勾配です。",
        ),
    ),
    # dropout
    "nothing-dropped": (
        "fault",
        (
            "In training nothing becomes 0 (rate {rate}).",
            "学習なのに、0 になる数がありません（rate {rate}）。",
        ),
    ),
    "everything-dropped": (
        "fault",
        ("In training everything becomes 0.", "学習で、すべての数が 0 になります。"),
    ),
    "same-for-all-samples": (
        "fault",
        (
            "All samples drop the same features: one mask for the whole batch.",
            "どのサンプルでも、同じ特徴が 0 になります。バッチ全体で一つのマスクを使っています。",
        ),
    ),
    "whole-samples": (
        "fault",
        (
            "Whole samples are dropped: one draw for each, in place of one for each number.",
            "サンプルがまるごと 0 になります。数ごとではなく、サンプルごとに決めています。",
        ),
    ),
    "drops-what-it-keeps": (
        "fault",
        (
            "With {said} to be dropped, {share} was: the share that is dropped and the one that is "
            "kept have changed places.",
            "{said} を 0 にするはずが、{share} を 0 にしました。0 にする割合と残す割合が逆です。",
        ),
    ),
    "wrong-share": (
        "fault",
        (
            "With {said} to be dropped, {share} of 3000 numbers was.",
            "{said} を 0 にするはずが、3000 個のうち {share} を 0 にしました。",
        ),
    ),
    "not-one-factor": (
        "fault",
        (
            "What goes through is not scaled by one factor, but by factors from {low} to {high}.",
            "通した数の倍率がそろっていません（{low} から {high}）。",
        ),
    ),
    "share-of-this-batch": (
        "fault",
        (
            "What is kept is divided by the share that happened to be kept in this batch (factor "
            "{factor}); 1 - rate gives {want}, and keeps the samples independent.",
            "残した数を、このバッチでたまたま残った割合で割っています（{factor} 倍）。1 - rate で割れば"
            " {want} 倍になり、サンプルどうしが影響し合うこともありません。",
        ),
    ),
    "multiplied": (
        "fault",
        (
            "What is kept is multiplied by 1 - rate (factor {factor}) where it should be divided "
            "(factor {want}): the mean falls even further.",
            "残した数に 1 - rate を掛けています（{factor} 倍）。割れば {want} 倍です。掛けると、平均が"
            "さらに減ります。",
        ),
    ),
    "divided-by-rate": (
        "fault",
        (
            "What is kept is divided by rate (factor {factor}); divide by 1 - rate (factor {want}).",
            "残した数を rate で割っています（{factor} 倍）。割るのは 1 - rate です（{want} 倍）。",
        ),
    ),
    "mask-ignored": (
        "fault",
        (
            "dx is dout, unchanged: backward ignores the mask. What was dropped cannot have changed "
            "the loss.",
            "dx が dout のままです。backward でマスクを使っていません。0 にした数は、損失に影響して"
            "いません。",
        ),
    ),
    "mask-ignored-scaled": (
        "fault",
        (
            "dx is dout times {factor} everywhere: backward scales, and ignores the mask.",
            "dx がどこも dout の {factor} 倍です。backward で倍率は掛けていますが、マスクを使って"
            "いません。",
        ),
    ),
    "factor-missing": (
        "fault",
        (
            "The factor is missing on the way back: forward scales by {factor}, backward by 1.",
            "逆伝播で、倍率が掛かっていません。forward は {factor} 倍、backward は 1 倍です。",
        ),
    ),
    "scaled-twice-back": (
        "fault",
        (
            "The factor {factor} goes into the gradient twice.",
            "勾配に、倍率 {factor} が 2 回掛かっています。",
        ),
    ),
    "new-mask": (
        "fault",
        (
            "{share} of the numbers that were dropped get a gradient: backward draws a new mask.",
            "0 にした数の {share} に勾配が届いています。backward で新しいマスクを作っています。",
        ),
    ),
    "dropout-gradient": (
        "fault",
        (
            "Where numbers were kept, the gradient is multiplied by {ratio}; forward multiplied by "
            "{factor}.",
            "残した数の勾配が {ratio} 倍です。forward では {factor} 倍にしています。",
        ),
    ),
    "drops-at-inference": (
        "fault",
        (
            "At inference {share} of the numbers become 0: dropout is never switched off.",
            "推論でも、数の {share} が 0 になります。Dropoutが止まっていません。",
        ),
    ),
    "never-scaled": (
        "fault",
        (
            "The factor is missing: in training the mean falls to {mean}, and inference lets "
            "everything through times {through}. Divide by 1 - rate in training, or multiply by it "
            "at inference.",
            "倍率を掛けていません。学習では平均が {mean} 倍に減るのに、推論では {through} 倍のまま"
            "通します。学習のときに 1 - rate で割るか、推論で 1 - rate を掛けます。",
        ),
    ),
    "scaled-twice": (
        "fault",
        (
            "It is scaled twice: by {factor} in training, and again by {through} at inference. "
            "Either is enough.",
            "大きさを二度直しています。学習で {factor} 倍、推論でさらに {through} 倍です。どちらか"
            "一方で足ります。",
        ),
    ),
    "scaled-at-inference": (
        "fault",
        (
            "At inference everything is multiplied by {through}, though nothing was dropped.",
            "推論では何も 0 にしないのに、すべてを {through} 倍しています。",
        ),
    ),
    "mean-moves": (
        "fault",
        (
            "The mean of training, {mean} of x, is not that of inference, {through}.",
            "学習での平均（x の {mean} 倍）が、推論（{through} 倍）と違います。",
        ),
    ),
    "no-backward-at-inference": (
        "note",
        (
            "After forward at inference there is no backward: gradients cannot be computed there. "
            "{why}",
            "推論で forward した後は backward を呼べないので、推論での勾配は求められません。{why}",
        ),
    ),
    "mask-held-at-inference": (
        "note",
        (
            "After forward at inference, backward still uses the mask of training. This matters only if "
            "you need gradients there.",
            "推論で forward した後も、backward が学習のときのマスクを使います。そこで勾配を求めると、"
            "違う値になります。",
        ),
    ),
    "mask-held": (
        "fault",
        (
            "Two calls in training drop the same numbers: the mask is made once and kept, or the "
            "generator begins anew each time.",
            "学習で二度呼んでも、同じ数が 0 になります。マスクを一度しか作っていないか、乱数を毎回"
            "初めから出しています。",
        ),
    ),
    "own-generator": (
        "note",
        (
            "The same rng gives another mask each time: some numbers do not come from the rng that "
            "was handed in, so no training run can be repeated.",
            "同じ rng を渡しても、マスクが毎回変わります。渡した rng 以外から取り出した乱数があるので、"
            "同じ学習を繰り返せません。",
        ),
    ),
}

LOSSES: dict[str, tuple[Level, Words]] = {
    "no-number": (
        "fault",
        (
            "forward returns a {got} instead of one number, the loss.",
            "forward が、1 つの数（損失）ではなく {got} を返しました。",
        ),
    ),
    "loss-not-finite": (
        "fault",
        (
            "The loss is {got} for ordinary answers, of shape {shape}.",
            "ふつうの出力（形状 {shape}）で、損失が {got} になりました。",
        ),
    ),
    "unknown-loss": (
        "fault",
        (
            "The loss is {got}; {kind} gives {want} here (shape {shape}). If it is meant to be "
            "something else, say --as other-loss.",
            "損失が {got} です。{kind} なら {want} です（形状 {shape}）。別の損失のつもりなら、"
            "--as other-loss を付けてください。",
        ),
    ),
    "loss-sum": (
        "note",
        (
            "The loss is the sum over the batch ({got}; the mean is {want}): a larger batch takes "
            "larger steps at the same learning rate.",
            "損失がバッチの合計です（{got}、平均なら {want}）。バッチが大きいほど、同じ学習率でも歩幅が"
            "大きくなります。",
        ),
    ),
    "loss-over-classes": (
        "fault",
        (
            "The loss is divided by the number of classes, too: {got} in place of {want}.",
            "損失を、クラスの数でも割っています。{want} のはずが {got} です。",
        ),
    ),
    "loss-sign": (
        "fault",
        (
            "The loss has the wrong sign: {got} in place of {want}.",
            "損失の符号が逆です。{want} のはずが {got} です。",
        ),
    ),
    "loss-bits": (
        "fault",
        (
            "The loss is in bits, {got}, with the logarithm to base 2; its gradient here is that "
            "of {want}.",
            "損失の対数の底が 2 です（{got}）。勾配は、自然対数での損失 {want} のものです。",
        ),
    ),
    "loss-first-or-last": (
        "fault",
        (
            "The loss is that of a single sample, {got}; the mean is {want}.",
            "損失が 1 サンプルの分だけです（{got}）。平均は {want} です。",
        ),
    ),
    "loss-of-probability": (
        "fault",
        (
            "The loss adds up probabilities, {got}; it should be their negative logarithm, {want}.",
            "損失が、確率そのものの平均です（{got}）。確率の対数の符号を変えた {want} のはずです。",
        ),
    ),
    "softmax-columns": (
        "fault",
        (
            "Softmax is taken over the batch (axis 0), not over the classes: the loss is {got} in "
            "place of {want}.",
            "ソフトマックスを、クラスではなくバッチの方向（axis 0）にとっています。損失が {want} の"
            "はずのところ、{got} です。",
        ),
    ),
    "softmax-whole-batch": (
        "fault",
        (
            "Softmax is divided by the sum over the whole batch: the loss is {got} in place of "
            "{want}.",
            "ソフトマックスを、バッチ全体の合計で割っています。損失が {want} のはずのところ、{got} です。",
        ),
    ),
    "loss-half": (
        "fault",
        (
            "The loss is {got}, half or twice {kind}'s {want}: look at the factor 1/2.",
            "損失が {got} で、{kind} の {want} の半分か 2 倍です。係数の 1/2 を確かめてください。",
        ),
    ),
    "loss-gradient": (
        "fault",
        (
            "The gradient is wrong, but matches no known mistake: relative error {error} at shape "
            "{shape}; index {place}: {got}, measured {want}.",
            "勾配が違います。どんな間違いかは、わかりませんでした。形状 {shape} で相対誤差 {error}、"
            "添字 {place} が {got}、数値微分では {want} です。",
        ),
    ),
    "factor-n-missing": (
        "fault",
        (
            "The factor 1/N is missing in the gradient: with {count} samples it is {count} times too "
            "large, for the loss is a mean.",
            "勾配に 1/N がありません。損失は平均なので、{count} サンプルで {count} 倍になっています。",
        ),
    ),
    "divided-twice": (
        "fault",
        (
            "The gradient is divided by N once too often: with {count} samples it is 1/{count} of "
            "what was measured.",
            "勾配を N で 1 回多く割っています。{count} サンプルで、数値微分の 1/{count} です。",
        ),
    ),
    "divided-by-classes": (
        "fault",
        (
            "The gradient is divided by the number of classes, {classes}, too.",
            "勾配を、クラスの数 {classes} でも割っています。",
        ),
    ),
    "times-classes": (
        "fault",
        (
            "The gradient lacks the division by the number of outputs, {classes}, that is in the "
            "loss.",
            "損失では出力の数 {classes} でも割っているのに、勾配では割っていません。",
        ),
    ),
    "loss-gradient-sign": (
        "fault",
        (
            "The gradient has the wrong sign: target minus answer. Training would go uphill.",
            "勾配の符号が逆で、「正解 − 出力」になっています。損失が増える向きに学習します。",
        ),
    ),
    "loss-gradient-half": (
        "fault",
        (
            "The gradient is {factor} times what was measured: a factor 2 of the square is missing, "
            "or there is one too many.",
            "勾配が、数値微分の {factor} 倍です。二乗の微分で出る 2 が、足りないか余っています。",
        ),
    ),
    "loss-gradient-factor": (
        "fault",
        (
            "The gradient is everywhere {factor} times what was measured.",
            "勾配が、どこも数値微分の {factor} 倍です。",
        ),
    ),
    "at-the-probabilities": (
        "fault",
        (
            "The gradient is that at the probabilities, -t / p; it still has to go back through "
            "softmax.",
            "確率についての勾配（-t / p）のままです。ソフトマックスをさかのぼっていません。",
        ),
    ),
    "probabilities-alone": (
        "fault",
        (
            "The gradient is p: the target is not subtracted.",
            "勾配が p のままです。正解を引いていません。",
        ),
    ),
    "logarithm-for-probabilities": (
        "fault",
        (
            "The gradient takes log p where it needs p.",
            "勾配で、p のところに log p を使っています。",
        ),
    ),
    "more-than-one-class": (
        "fault",
        (
            "More than one class of a row has lost its 1: p[:, t] takes whole columns.",
            "一つの行で、二つ以上のクラスから 1 を引いています。p[:, t] は列全体を指します。",
        ),
    ),
    "loss-gradient-columns": (
        "fault",
        (
            "The gradient takes softmax over the batch, or over all of it, not over the classes of "
            "each row.",
            "勾配のソフトマックスを、行ごとのクラスではなく、バッチの方向か全体にとっています。",
        ),
    ),
    "loss-overflows": (
        "fault",
        (
            "With logits of {size} the {what} is NaN or infinite: the largest logit of each row has "
            "to be subtracted before exp.",
            "ロジットが {size} のとき、{what_ja}がNaNか無限大になります。exp の前に、行ごとに最大の"
            "ロジットを引きます。",
        ),
    ),
    "loss-underflows": (
        "fault",
        (
            "Where a class is {size} behind, the loss is infinite: the logarithm of a probability "
            "that became 0. Compute the logarithm from the logits.",
            "あるクラスのロジットが {size} 小さいと、損失が無限大になります。0 になった確率の対数を"
            "とっています。対数は、ロジットから計算します。",
        ),
    ),
    "batch-maximum": (
        "fault",
        (
            "Where one row lies {size} below another, the {what} is NaN or infinite: the maximum of the "
            "whole batch is subtracted, not that of each row.",
            "ある行がほかの行より {size} 小さいと、{what_ja}がNaNか無限大になります。行ごとではなく、"
            "バッチ全体の最大を引いています。",
        ),
    ),
    "small-constant": (
        "note",
        (
            "Where a class is {size} behind, the loss is {got} and not {size}: a small constant in "
            "the logarithm, or a clip, keeps it there, and its gradient there is no longer the one "
            "that backward gives.",
            "あるクラスのロジットが {size} 小さいと、損失は {size} のはずが {got} です。対数の中の小さな"
            "定数か clip のせいで、それより大きくなりません。そこでは、backward の勾配とも合いません。",
        ),
    ),
    "constant-in-sum": (
        "note",
        (
            "Where the right class is 40 ahead the loss is {got} and not {want}: is a small constant "
            "added somewhere?",
            "正解のロジットが 40 大きいと、損失は {want} のはずが {got} です。どこかで小さな定数を足して"
            "いませんか。",
        ),
    ),
    "loss-writes": (
        "fault",
        (
            "forward or backward writes into {which}, which it was handed. Make a copy.\n{code}",
            "渡された {which} を書き換えています。コピーを書き換えてください。\n{code}",
        ),
    ),
    "loss-remembers": (
        "fault",
        (
            "After another batch has gone through, the gradient is not that of the last forward.",
            "別のバッチを通した後では、勾配が直前の forward のものではありません。",
        ),
    ),
    "loss-second-backward": (
        "fault",
        (
            "A second backward after the same forward gives another gradient: backward spoils what "
            "forward has kept.",
            "同じ forward の後で backward を 2 回呼ぶと、勾配が変わります。forward が残したものを、"
            "backward が壊しています。",
        ),
    ),
    "loss-of-the-class": (
        "fault",
        (
            "Another loss of the same class changes the gradient of this one: something is kept in "
            "the class, not in the object.",
            "同じクラスの別の損失を動かすと、勾配が変わります。オブジェクトではなく、クラスに残している"
            "ものがあります。",
        ),
    ),
    "dout-not-used": (
        "note",
        (
            "backward(dout) gives the same for dout 1 and 2: right as long as the loss comes last.",
            "backward(dout) に 1 を渡しても 2 を渡しても、勾配が同じです。損失が最後なら、正しい値です。",
        ),
    ),
}

OPTIMIZERS: dict[str, tuple[Level, Words]] = {
    "unknown-steps": (
        "fault",
        (
            "The steps are not those of {kind}, and match no known mistake: step {step} moves W "
            "at {place} by {got} for the gradient {gradient}; the formula says {want}.",
            "更新が {kind} の式と違います。どんな間違いかは、わかりませんでした。{step} 歩目で、勾配 "
            "{gradient} に対し W の {place} が {got} 動きました。式では {want} です。",
        ),
    ),
    "unknown-b": (
        "fault",
        (
            "The first parameter makes the steps of {kind}, but the second one does not.",
            "最初のパラメータの更新は {kind} の式のとおりですが、二つ目は違います。",
        ),
    ),
    "is-another": (
        "fault",
        (
            "The steps are those of {other}, not of {kind}.",
            "{kind} ではなく、{other} の更新です。",
        ),
    ),
    "setting-ignored": (
        "fault",
        (
            "{setting} is always {value:g}, whatever is handed over (here {handed:g}).",
            "{setting} に {handed:g} を渡しても、{value:g} のままです。",
        ),
    ),
    "uphill": (
        "fault",
        (
            "It goes uphill: the step is added where it should be subtracted (first step {step}).",
            "坂を上っています。引くはずの更新量を足しています（最初の一歩 {step}）。",
        ),
    ),
    "no-rate": (
        "fault",
        (
            "The learning rate is missing (first step {step}).",
            "学習率が掛かっていません（最初の一歩 {step}）。",
        ),
    ),
    "rate-twice": (
        "fault",
        (
            "The learning rate goes in twice (first step {step}).",
            "学習率が 2 回掛かっています（最初の一歩 {step}）。",
        ),
    ),
    "lr-less-gradient": (
        "fault",
        (
            "The gradient is subtracted from the rate, lr - g, where it should be multiplied by it "
            "(first step {step}).",
            "学習率に勾配を掛けるはずが、lr - g と引いています（最初の一歩 {step}）。",
        ),
    ),
    "old-velocity": (
        "fault",
        (
            "It moves by the velocity of the step before: the first step is {step}.",
            "一つ前の速度で動いています。最初の一歩が {step} です。",
        ),
    ),
    "all-kept": (
        "fault",
        (
            "The velocity never fades: momentum is not used, and the whole velocity is kept.",
            "速度が減りません。momentum を掛けず、すべて残しています。",
        ),
    ),
    "nesterov-of-2016": (
        "fault",
        (
            "This is Nesterov's momentum as a well-known Japanese book printed it until January "
            "2021: the velocity is changed before it is used, and the gradient goes in once too "
            "often (first step {step}). Take the step first, then change the velocity.",
            "『ゼロから作るDeep Learning』の、2021 年 1 月に直される前のNesterovです。速度を先に変えて"
            "から使うので、勾配が余分に入ります（最初の一歩 {step}）。先に動かし、速度は後で変えます。",
        ),
    ),
    "momentum-outside": (
        "note",
        (
            "The learning rate stands outside the velocity. The steps are the same until the rate "
            "changes; then all of the velocity follows the new rate at once.",
            "学習率を、速度の外で掛けています。学習率が変わるまでは同じ更新ですが、変えると、速度全体が"
            "すぐに新しい学習率になります。",
        ),
    ),
    "momentum-damped": (
        "note",
        (
            "The velocity is a mean, with 1 - momentum in front of the gradient: steps are that much "
            "smaller than those of the usual momentum, at the same rate.",
            "速度が平均になっていて、勾配に 1 - momentum が掛かります。同じ学習率なら、ふつうのMomentumより"
            "その分だけ歩幅が小さくなります。",
        ),
    ),
    "eps-inside-note": (
        "note",
        (
            "epsilon stands inside the root, as some libraries have it; the usual place is behind it.",
            "eps が平方根の中にあります。そうしているライブラリもありますが、ふつうは外で足します。",
        ),
    ),
    "eps-inside-root": (
        "fault",
        (
            "epsilon stands inside the root; the paper adds it to the root. With 1e-8 that is 1e-4 "
            "for small gradients.",
            "eps が平方根の中にあります。論文では、外で足します。1e-8 でも、小さな勾配には 1e-4 の"
            "働きをします。",
        ),
    ),
    "eps-uncorrected": (
        "note",
        (
            "epsilon is added to the root of v before v is corrected, as some books and libraries "
            "have it: in the first steps it counts for more (about 30 times, with beta2 0.999).",
            "eps を、補正する前の v の平方根に足しています。そうしている本もライブラリもありますが、最初の"
            "何歩かで eps の働きが大きくなります（beta2 が 0.999 なら約 30 倍）。",
        ),
    ),
    "eps-added-to-step": (
        "fault",
        (
            "A pair of parentheses is missing: epsilon is subtracted from the parameter at each "
            "step, not added to the root. Write lr * m / (sqrt(v) + eps)",
            "括弧が足りません。eps を平方根に足すはずが、毎回パラメータから引いています。"
            "lr * m / (sqrt(v) + eps) です。",
        ),
    ),
    "eps-added-to-parameter": (
        "fault",
        (
            "A pair of parentheses is missing: epsilon is added to the parameter at each step, "
            "not to the root. Write lr * m / (sqrt(v) + eps)",
            "括弧が足りません。eps を平方根に足すはずが、毎回パラメータに足しています。"
            "lr * m / (sqrt(v) + eps) です。",
        ),
    ),
    "eps-largest": (
        "fault",
        (
            "It divides by the larger of root and epsilon, where they should be added.",
            "平方根と eps の大きいほうで割っています。二つを足したもので割ります。",
        ),
    ),
    "eps-missing-in-step": (
        "fault",
        (
            "epsilon is not used: it divides by the root alone.",
            "eps を使っていません。平方根だけで割っています。",
        ),
    ),
    "no-root": (
        "fault",
        (
            "The root is missing: it divides by the square itself (first step {step}).",
            "平方根が抜けています。二乗そのもので割っています（最初の一歩 {step}）。",
        ),
    ),
    "no-square": (
        "fault",
        (
            "The gradient's size is taken where its square belongs (first step {step}).",
            "勾配の二乗のところで、大きさ（絶対値）を使っています（最初の一歩 {step}）。",
        ),
    ),
    "forgets": (
        "fault",
        (
            "Nothing is kept from step to step: the optimiser begins anew each time.",
            "前の更新を覚えていません。毎回、初めからやり直しています。",
        ),
    ),
    "starts-at-square": (
        "fault",
        (
            "The mean starts at g^2 in place of (1 - decay) g^2: the first step is {step}.",
            "平均が、(1 - decay) g^2 ではなく g^2 から始まっています。最初の一歩が {step} です。",
        ),
    ),
    "starts-at-one": (
        "fault",
        (
            "The mean starts at 1 in place of 0 (first step {step}).",
            "平均が、0 ではなく 1 から始まっています（最初の一歩 {step}）。",
        ),
    ),
    "shares-turned": (
        "fault",
        (
            "The shares have changed places: the old mean gets 1 - decay, the new square decay.",
            "重みが逆です。前の平均に 1 - decay、新しい二乗に decay を掛けています。",
        ),
    ),
    "share-twice": (
        "fault",
        (
            "The new square is multiplied by 1 - decay twice.",
            "新しい二乗に、1 - decay を 2 回掛けています。",
        ),
    ),
    "share-again": (
        "fault",
        (
            "The first square goes into the mean twice: as its start, and with the first step again.",
            "最初の二乗が、平均に 2 回入っています。初めの値にしたうえで、最初の一歩でまた足しています。",
        ),
    ),
    "replaces": (
        "fault",
        (
            "The parameter is replaced by the step, not changed by it.",
            "パラメータを更新量の分だけ変えるのではなく、更新量そのものに取り替えています。",
        ),
    ),
    "share-missing": (
        "fault",
        (
            "The new square is added whole, without 1 - decay in front: the mean is 1 / (1 - decay) "
            "times too large.",
            "新しい二乗に 1 - decay を掛けずに足しています。平均が 1 / (1 - decay) 倍になります。",
        ),
    ),
    "never-forgets": (
        "fault",
        (
            "The old mean is kept whole: it only grows, as in AdaGrad.",
            "前の平均をすべて残しています。AdaGradのように、増えるだけです。",
        ),
    ),
    "rmsprop-corrected": (
        "note",
        (
            "The mean is corrected for its start, as in Adam: the first steps are smaller than the "
            "usual RMSProp's.",
            "Adamのように、平均の始まりを補正しています。最初の何歩かは、ふつうのRMSPropより小さくなります。",
        ),
    ),
    "no-correction": (
        "fault",
        (
            "Neither m nor v is corrected for starting at 0 (first step {step}).",
            "m も v も補正していません（最初の一歩 {step}）。",
        ),
    ),
    "v-not-corrected": (
        "fault",
        (
            "v is not corrected for starting at 0 (first step {step}).",
            "v を補正していません（最初の一歩 {step}）。",
        ),
    ),
    "m-not-corrected": (
        "fault",
        (
            "m is not corrected for starting at 0 (first step {step}).",
            "m を補正していません（最初の一歩 {step}）。",
        ),
    ),
    "corrected-by-beta1": (
        "fault",
        (
            "v is corrected with beta1, not beta2.",
            "v の補正に、beta2 ではなく beta1 を使っています。",
        ),
    ),
    "t-stuck": (
        "fault",
        (
            "The step number stays 1: the correction never fades.",
            "更新の番号 t が 1 のままです。補正がなくなりません。",
        ),
    ),
    "steps-not-finite": (
        "fault",
        (
            "For ordinary gradients a parameter becomes NaN or infinite in step {step}.",
            "ふつうの勾配なのに、{step} 歩目でパラメータがNaNか無限大になります。",
        ),
    ),
    "t-from-0": (
        "fault",
        (
            "The first step is NaN or infinite: steps counted from 0 divide by 1 - beta**0 = 0.",
            "最初の一歩がNaNか無限大です。更新を 0 から数えると、1 - beta**0 = 0 で割ることになります。",
        ),
    ),
    "t-one-more": (
        "fault",
        (
            "The steps are counted one too far: the first one is corrected as if it were the second.",
            "更新を一つ多く数えています。最初の一歩を、2 歩目として補正しています。",
        ),
    ),
    "t-per-parameter": (
        "fault",
        (
            "The step number grows with each parameter; it should grow once per update.",
            "更新の番号 t が、パラメータごとに増えています。update のたびに 1 だけ増やします。",
        ),
    ),
    "betas-swapped": (
        "fault",
        (
            "beta1 and beta2 have changed places.",
            "beta1 と beta2 が入れ替わっています。",
        ),
    ),
    "one-for-all": (
        "fault",
        (
            "All parameters share one memory: each needs a velocity, or mean, of its own. {error}",
            "すべてのパラメータが一つの記憶を共有しています。速度や平均は、パラメータごとに要ります。"
            "{error}",
        ),
    ),
    "decays-biases": (
        "note",
        (
            "Biases decay, too; here only weights do.",
            "バイアスも減衰します。この本では、重みだけを減衰させます。",
        ),
    ),
    "decay-in-gradient": (
        "fault",
        (
            "The decay goes into the gradient, and so through m and v: that is Adam with L2, not "
            "AdamW, which subtracts it from the weight separately.",
            "減衰を勾配に足しているので、m と v を通ります。これはL2を加えたAdamです。AdamWでは、"
            "勾配とは別に、重みから直接引きます。",
        ),
    ),
    "decay-without-rate": (
        "fault",
        (
            "The decay is not multiplied by the learning rate.",
            "減衰に、学習率が掛かっていません。",
        ),
    ),
    "decay-missing": (
        "fault",
        ("Nothing decays: these are Adam's steps.", "減衰していません。これはAdamの更新です。"),
    ),
    "gradient-changed": (
        "fault",
        (
            "update writes into the gradient of {which}, which others may still need.",
            "update が、渡された {which} の勾配を書き換えています。",
        ),
    ),
    "w-changed": (
        "note",
        (
            "The function changes w itself and returns another array.",
            "関数が、渡された w の中身も書き換えています。",
        ),
    ),
    "first-only": (
        "fault",
        (
            "{moved} of {count} parameters moved.",
            "{count} 個のパラメータのうち、動いたのは {moved} 個です。",
        ),
    ),
    "nothing-moved": (
        "fault",
        (
            "No parameter moves, though there are gradients: p = p - ... makes a new array, which "
            "nothing else uses; p -= ... changes the one that the layers hold.",
            "勾配があるのに、どのパラメータも動きません。p = p - ... は新しい配列を作るだけで、層には"
            "届きません。p -= ... なら、層が持っている配列の中身が変わります。",
        ),
    ),
    "rebinds": (
        "fault",
        (
            "A new array is put in the parameter's place: layers that hold the old one learn "
            "nothing. Change it in place: params[key] -= ...",
            "パラメータを新しい配列に取り替えています。前の配列を持つ層は、何も学習しません。"
            "params[key] -= ... のように、中身を変えてください。",
        ),
    ),
    "optimizers-share": (
        "fault",
        (
            "Another optimiser of the same class changes the steps of this one: what it remembers is "
            "kept in the class, not in the object.",
            "同じクラスの別のオブジェクトを動かすと、更新が変わります。覚えるものを、オブジェクトではなく"
            "クラスに置いています。",
        ),
    ),
    "rate-fixed": (
        "note",
        (
            "A change of {rate} between steps makes no difference, so no schedule would either.",
            "途中で {rate} を変えても、更新が変わりません。学習率のスケジュールが効きません。",
        ),
    ),
    "zero-gradient-nan": (
        "fault",
        (
            "Where a gradient is 0 from the start, the parameter becomes NaN: 0 / 0, without "
            "epsilon.",
            "初めから勾配が 0 のところで、パラメータがNaNになります。eps がなく、0 / 0 になっています。",
        ),
    ),
    "zero-gradient-moves": (
        "fault",
        (
            "Parameters whose gradients are 0 move all the same, by {move} in two steps.",
            "勾配が 0 でも、パラメータが動きます（2 歩で {move}）。",
        ),
    ),
}

FINE: dict[str, Words] = {
    "steps": (
        "the first {steps} steps are those of {kind}",
        "最初の {steps} 歩は {kind} の式のとおり",
    ),
    "optimizer-state": (
        "what is remembered belongs to one optimiser and one parameter; a gradient of 0 moves "
        "nothing; float32 stays float32",
        "覚えるものは、その最適化手法、そのパラメータだけのもの。勾配が 0 なら動かない。float32は"
        "float32のまま",
    ),
    "loss-value": (
        "the loss is that of {kind}, at {shapes} shapes",
        "損失は {kind} の式のとおり（{shapes} 通りの形状）",
    ),
    "loss-gradients": (
        "the gradient is the one measured, at {shapes} shapes: relative error at most {error}",
        "勾配は数値微分のとおり（{shapes} 通りの形状、相対誤差は最大で {error}）",
    ),
    "loss-large": (
        "large logits, up to {size}, give finite numbers",
        "大きなロジット（{size} まで）でも、値は有限",
    ),
    "formula": (
        "the output is that of {kind}, in {count} runs",
        "出力は {kind} の式のとおり（{count} 回）",
    ),
    "gradients": (
        "the gradients are those measured, at {shapes} shapes: relative error at most {error}",
        "勾配は数値微分のとおり（{shapes} 通りの形状、相対誤差は最大で {error}）",
    ),
    "state": (
        "nothing is wrongly kept from call to call, and nothing is shared",
        "次の呼び出しにも、ほかの層にも、余計な影響は残らない",
    ),
    "samples": ("a batch is its samples one by one", "バッチの結果は、1 サンプルずつのときと同じ"),
    "types": ("float32 stays float32", "float32はfloat32のまま"),
    "running": (
        "the running statistics are averages, and stand still at inference",
        "移動平均は式のとおりで、推論では変わらない",
    ),
    "dropout": (
        "a new mask at each call, the same one in backward, nothing dropped at inference ({share} dropped)",
        "マスクは毎回新しく、逆伝播も同じマスクで、推論では何も消さない（{share} を 0 にした）",
    ),
}

# Among gradients and outputs: another convention, or wrong only where nobody looks
NOTES = {"filters-turned", "training-at-inference"}


def found(name: str, *, line: int | None = None, **values: Any) -> Finding:
    """A mistake, told with its numbers."""
    level: Level
    if name in GRADIENTS:
        level, words, more = ("note" if name in NOTES else "fault"), GRADIENTS[name], SEEN
    elif name in OUTPUTS:
        level, words, more = ("note" if name in NOTES else "fault"), OUTPUTS[name], PUT
    else:
        (level, words), more = {**OTHERS, **LOSSES, **OPTIMIZERS}[name], ("", "")
    return Finding(name, level, _texts(words, more, values), line)


def fine(name: str, **values: Any) -> Finding:
    """A check that found nothing."""
    return Finding(name, "fine", _texts(FINE[name], ("", ""), values))


def _texts(words: Words, more: Words, values: dict[str, Any]) -> dict[str, str]:
    texts = {}
    for i, language in enumerate(("en", "ja")):
        held = {n: v[language] if isinstance(v, Mapping) else v for n, v in values.items()}
        if "mode" in held:
            held["mode"] = MODES[held["mode"]][i]
        texts[language] = (words[i] + more[i]).format(**held).strip()
    return texts


def stopped(error: Exception, path: str, which: str) -> Finding:
    """An exception in the program that is examined, with its own line."""
    line = line_in(error, path)
    function = {"dout": "backward", "update": "update"}.get(which, "forward")
    at = "" if line is None else f"    {line.text}"
    number = None if line is None else line.number
    if isinstance(error, ValueError) and "read-only" in str(error) and line is not None:
        return found("writes", line=number, which=which, function=function, code=at)
    what = f"{type(error).__name__}: {one_line(error)}"
    en, ja = f"{function} stopped ({what}).", f"{function} が止まりました（{what}）。"
    return Finding(
        "stopped", "fault", {"en": f"{en}\n{at}".rstrip(), "ja": f"{ja}\n{at}".rstrip()}, number
    )


def in_words(finding: Finding) -> dict[str, str]:
    """A finding as a part of another sentence, with the line that it is about."""
    if finding.line is None:
        return dict(finding.texts)
    en, ja = finding.texts["en"], finding.texts["ja"]
    return {"en": f"Line {finding.line}: {en}", "ja": f"{finding.line} 行目：{ja}"}
