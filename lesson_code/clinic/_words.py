"""What each finding measures and means, in both languages, and the page that explains it."""

from typing import NamedTuple


class Words(NamedTuple):
    """What a finding measures, what it means if it is ill, and where to read on."""

    ja: str
    en: str
    ja_ill: str
    en_ill: str
    page: str
    percent: bool = False


_AFFINE, _SOFTMAX = "lessons/03-affine.md", "lessons/04-softmax.md"
_BACK, _DIGITS = "lessons/05-backpropagation.md", "lessons/06-digits.md"
_RELU, _INITIAL = "lessons/07-relu.md", "lessons/08-initialisation.md"
_CHECK, _MOMENTUM = "lessons/02-gradient-check.md", "lessons/09-momentum.md"
_ADAM, _DROPOUT = "lessons/10-adam.md", "lessons/11-dropout.md"
_NORM, _SIGMOID = "lessons/12-batch-norm-forward.md", "lessons/01-sigmoid.md"

WORDS = {
    # what the data are
    "inputs-finite": Words(
        "入力のうち、NaNか無限大の割合",
        "share of inputs that are NaN or infinite",
        "入力に有限でない数があります。x = np.nan_to_num(x, posinf=0, neginf=0) で0に置き換えられます。",
        "Some inputs are not finite numbers; x = np.nan_to_num(x, posinf=0, neginf=0) turns them into zeros.",
        f"{_DIGITS}#data",
        True,
    ),
    "inputs-range": Words(
        "入力の二乗平均の平方根",
        "root mean square of the inputs",
        "入力の大きさが、重みの初期値の前提とする範囲から外れています。画素が0〜255のままなら255で割り、二重に割っていたら、割るのを一度だけにしてください。",
        "The inputs are not of the size that initial weights are made for: divide pixels from 0 to 255 by 255, once.",
        f"{_SOFTMAX}#untrained",
    ),
    "normalisation-differs": Words(
        "訓練データの標準偏差で測った、訓練とテストの入力のずれ",
        "distance between training and test inputs, in standard deviations of training",
        "訓練とテストで、入力の正規化が違います。平均と標準偏差は訓練データで求め、同じ値を両方に使います。",
        "Training and test inputs are normalised differently: take the mean and standard deviation of the training inputs, and use them for both.",
        f"{_DIGITS}#data",
    ),
    "labels-range": Words(
        "クラスの範囲に収まらないラベルの割合",
        "share of labels that name no class",
        "ラベルは0からクラス数−1までの整数でなければなりません。1から始まっていないか確かめてください。",
        "Labels must be integers from 0 to the number of classes minus 1; check whether they begin at 1.",
        f"{_DIGITS}#data",
        True,
    ),
    "labels-tell-nothing": Words(
        "画像を近さだけで分類したときの、ラベルとの一致率",
        "share of labels that the nearest images predict",
        "似た画像どうしでも、ラベルが一致していません。画像とラベルが別々に並べ替えられた可能性があります。同じ順列で両方を並べ替えてください。",
        "Images that are alike do not have labels that are alike, as if the two had been shuffled separately: use one permutation for both.",
        f"{_DIGITS}#epochs",
        True,
    ),
    "test-in-training": Words(
        "テスト画像のうち、訓練にも使われているものの割合",
        "test images that are among the training images",
        "テスト画像を訓練に使っています。テストの正解率は、初めて見る画像での正解率ではありません。テスト画像を訓練データから除いてください。",
        "Test images were trained on, so accuracy on them says nothing about new images: take them out of the training data.",
        f"{_DIGITS}#flatters",
        True,
    ),
    # what the trainer makes of them
    "batches-sorted": Words(
        "ミニバッチに現れるクラスの数の、無作為に選んだ場合の期待値に対する比",
        "classes in a mini-batch, as a share of what random draws give",
        "ミニバッチが同じラベルばかりです。エポックごとに、データを無作為に並べ替えてください。",
        "Mini-batches hold hardly more than one class each: shuffle in each epoch.",
        f"{_DIGITS}#epochs",
        True,
    ),
    "pairs-torn": Words(
        "ミニバッチの中で、画像とラベルの組が元のデータと違うサンプルの割合",
        "images in mini-batches whose label is not that in the data",
        "学習の途中で、画像とラベルが別々の順に並べ替えられています。同じ順列で並べ替えてください。",
        "On the way to the network, images and labels are put in different orders: use one order for both.",
        f"{_DIGITS}#epochs",
        True,
    ),
    # how it began
    "units-alike": Words(
        "学習前の重みがほかのユニットと等しい、ユニットの割合",
        "units that start with the same weights as another",
        "同じ重みで始まるユニットは、同じ勾配を受けるので、いつまでも互いに同じです。重みは乱数で初期化してください。",
        "Units that begin alike get the same gradients and stay alike: draw the weights at random.",
        f"{_INITIAL}#zeros",
        True,
    ),
    "first-loss": Words(
        "無作為なラベルで測った、学習前の損失",
        "loss before training, on random labels",
        "学習前の損失が、Heの初期値で得られる範囲を大きく超えています。重みか入力が大きすぎます。",
        "Before training the loss is far above what He's weights give: the weights are too large, or the inputs are.",
        f"{_SOFTMAX}#untrained",
    ),
    "loss-not-mean": Words(
        "バッチの損失と、1枚ずつ求めた損失の平均との比",
        "ratio of a batch's loss to the mean loss of its samples",
        "バッチの損失がサンプルごとの損失の平均になっていません。平均を取り忘れたか、二度割ったか、ソフトマックスの軸を間違えています（正しい軸は axis=1 です）。",
        "The loss of a batch is not the mean of its samples' losses: it is divided by N never or twice, or softmax runs along the wrong axis (axis=1 is right).",
        f"{_SOFTMAX}#divide-by-n",
    ),
    "softmax-twice": Words(
        "出力がすでに確率になっているサンプルの割合",
        "samples whose outputs are probabilities already",
        "ネットワークの最後にソフトマックスがあり、損失関数がもう一度ソフトマックスを掛けています。ネットワークの側のソフトマックスを外してください。",
        "The network ends in a softmax, and the loss applies another: leave out the network's.",
        f"{_SOFTMAX}#ours",
        True,
    ),
    # layers and gradients
    "gradient-check": Words(
        "数値微分に対する勾配の比",
        "ratio of gradient to numerical gradient",
        "この場所で求めた勾配が、損失の正しい勾配と一致しません。この層か、その後ろの層のbackwardを調べてください。",
        "The gradient here is not that of the loss: look at backward of this layer, and of those after it.",
        f"{_CHECK}#thresholds",
    ),
    "gradient-per-sample": Words(
        "数値微分に対する勾配の比に、バッチの大きさを掛けたもの",
        "ratio of gradient to numerical gradient, times the batch size",
        "勾配が、バッチの大きさで余計にもう一度割られています。割るのは一度だけ、損失の計算の中にしてください。",
        "The gradient is divided by the batch size once too often: divide once, in the loss.",
        f"{_SOFTMAX}#divide-by-n",
    ),
    "gradient-times-n": Words(
        "数値微分に対する勾配の比を、バッチの大きさで割ったもの",
        "ratio of gradient to numerical gradient, divided by the batch size",
        "勾配がバッチの大きさで割られていません。損失の計算の中で、一度だけ割ってください。",
        "The gradient was never divided by the batch size: divide once, in the loss.",
        f"{_SOFTMAX}#divide-by-n",
    ),
    "bias-averaged": Words(
        "数値微分に対するバイアスの勾配の比に、バッチの大きさを掛けたもの",
        "ratio of bias gradient to numerical gradient, times the batch size",
        "バイアスの勾配には、バッチ方向の平均ではなく和を使ってください。",
        "A bias's gradient is the sum over the batch, not its mean.",
        f"{_AFFINE}#sum-or-mean",
    ),
    "gradients-pile-up": Words(
        "同じバッチの勾配を2回求めたときの、2回目と1回目の比",
        "gradient of one batch, computed twice: ratio of second to first",
        "勾配が前のステップの勾配に足されています。ステップごとに新しく書き込んでください。",
        "Gradients are added to those of the step before: write them anew in each step.",
        f"{_BACK}#fill",
    ),
    "writes-into-input": Words(
        "層に渡した数のうち、層が書き換えたものの割合",
        "numbers handed to a layer and changed by it",
        "この層は、受け取った配列を書き換えます。x -= ... の代わりに x = x - ... と書きます。",
        "This layer writes into what it is handed: use x = x - ... in place of x -= ...",
        f"{_BACK}#exercise-find",
        True,
    ),
    "types-mixed": Words(
        "層の出力の1要素あたりのバイト数",
        "bytes per number in a layer's output",
        "この層から先の計算がfloat64になり、時間もメモリも余計にかかります。層の中の配列を np.float32 で作ってください。",
        "From this layer on, everything is float64, which takes more time and memory: make the layer's arrays float32.",
        f"{_AFFINE}#class",
    ),
    "dead-units": Words(
        "どの入力でも出力が0のユニットの割合",
        "units that never fire",
        "この層のReLUの大部分が死んでいて、勾配を通しません。学習率、バイアス、初期値を見直してください。",
        "Nearly all ReLUs of this layer are dead and let no gradient through: look at the learning rate, the biases and the initial weights.",
        f"{_RELU}#dead-units",
        True,
    ),
    "saturation": Words(
        "傾きが最大値の1 %に満たない活性化の割合",
        "activations whose slope is below 1 % of the largest",
        "活性化関数が飽和していて、勾配がほとんど通りません。重みの初期値を小さくしてください。",
        "The activations are saturated and let hardly any gradient through: begin with smaller weights.",
        f"{_SIGMOID}#peak",
        True,
    ),
    "gradient-vanishes": Words(
        "重みに対する勾配の比を最初の層で求め、最後の層での値で割ったもの",
        "ratio of gradient to weight, first layer against last",
        "勾配が層をさかのぼるうちに消えています。初期値、活性化関数、深さを見直してください。",
        "The gradient fades on its way to the first layer: look at initial weights, activations and depth.",
        f"{_INITIAL}#backward",
    ),
    # modes
    "inference-random": Words(
        "同じ入力で2回推論したときの、答えの相対的な差",
        "difference between two inferences on the same input",
        "推論のたびに答えが変わります。推論でもドロップアウトが働いていないか、層が何かを覚えていないか確かめ、推論では乱数を使わないようにしてください。",
        "Inference answers differently each time: dropout is left on, or a layer remembers something. Use no random numbers at inference.",
        f"{_DROPOUT}#dropout",
    ),
    "inference-needs-batch": Words(
        "まとめて推論した答えと、2枚ずつ推論した答えの相対的な差",
        "difference between answers in one batch and in batches of two",
        "推論の答えが、いっしょに渡したほかのサンプルによって変わります。推論ではバッチの統計ではなく、移動平均を使ってください。",
        "An answer depends on what else is in the batch: at inference, use running averages in place of the batch's statistics.",
        f"{_NORM}#running",
    ),
    "statistics-stand-still": Words(
        "訓練のステップによる、移動平均の変化",
        "change in the running statistics over training steps",
        "訓練しても移動平均が変わりません。訓練中も推論モードになっていないか、forwardが移動平均を書き込んでいるかを確かめてください。",
        "Training leaves the running statistics as they were: check that the layer is in training mode, and that its forward stores them.",
        f"{_NORM}#running",
    ),
    "scale-differs": Words(
        "推論時に対する訓練時の平均出力の比",
        "ratio of mean output in training to that in inference",
        "訓練と推論で出力の平均の大きさが違います。ドロップアウトの倍率は、訓練か推論のどちらか一方でだけ掛けます。",
        "The layer's mean output differs between training and inference: dropout should scale in exactly one of the two.",
        f"{_DROPOUT}#original-form",
    ),
    "training-blind": Words(
        "訓練モードの答えの散らばりの、推論モードの答えの散らばりに対する比",
        "ratio of the answers' spread in training to that in inference",
        "訓練モードでは、どの画像にも同じ答えが出ます。1枚だけのバッチを正規化すると、すべてが0になるからです。バッチを2枚以上にしてください。",
        "In training all images get the same answer: a batch of one, normalised, is all zeros. Use batches of two or more.",
        f"{_NORM}#whole-layer",
    ),
    "inference-worse": Words(
        "訓練モードと推論モードの正解率の差（同じ訓練画像）",
        "accuracy in training mode minus that in inference, same images",
        "訓練モードでは分かる画像が、推論モードでは分かりません。移動平均が合っているか、バッチが小さすぎないか確かめてください。",
        "The network answers better in training mode than at inference: check whether the running statistics fit, and whether batches are too small.",
        f"{_NORM}#chase",
        True,
    ),
    # the optimiser and its steps
    "loss-not-finite": Words(
        "学習を続けたときの損失",
        "loss as training goes on",
        "学習を数ステップ続けると、損失がNaNか無限大になりました。学習率を下げてください。",
        "Within the next few steps the loss stops being finite: take a smaller learning rate.",
        f"{_DIGITS}#validation",
    ),
    "uphill": Words(
        "最初の更新と勾配のなす角の余弦",
        "cosine between the first update and the gradient",
        "重みを勾配と同じ向きに更新しています。勾配は足さずに引いてください。",
        "The update follows the gradient uphill: subtract the gradient.",
        f"{_DIGITS}#sgd",
    ),
    "frozen": Words(
        "1ステップの更新と重みの大きさの比（勾配は0ではない）",
        "ratio of update to weight in a step, though there is a gradient",
        "勾配があるのに変わらない重みがあります。オプティマイザに渡しているか確かめてください。",
        "A weight with a gradient never moves: check that the optimiser gets it.",
        f"{_DIGITS}#sgd",
    ),
    "rate-too-large": Words(
        "1ステップの更新と重みの大きさの比",
        "ratio of update to weight in a step",
        "1ステップで重みが大きく変わりすぎます。学習率を下げてください。",
        "A step changes the weights too much: take a smaller learning rate.",
        f"{_DIGITS}#validation",
    ),
    "first-step": Words(
        "最初のステップの更新と重みの大きさの比",
        "ratio of update to weight in the first step",
        "最初のステップで、重みの初期値がほとんど失われます。学習率を下げてください。",
        "The first step leaves little of the initial weights: take a smaller learning rate.",
        f"{_DIGITS}#validation",
    ),
    "rate-too-small": Words(
        "1ステップの更新と重みの大きさの比（最も大きい層）",
        "ratio of update to weight in a step, largest of all layers",
        "まだほとんど学習していないのに、1ステップの変化が小さすぎます。学習率を上げてください。",
        "Little has been learned so far, and the steps are too small: take a larger learning rate.",
        f"{_DIGITS}#validation",
    ),
    "momentum-forgets": Words(
        "同じ勾配で2回更新したときの、2回目と1回目の更新の比",
        "ratio of second update to first, with the same gradient",
        "速度が次のステップに残っていません。オプティマイザは一度だけ作り、速度を消さずに使い続けてください。",
        "The velocity does not last to the next step: make the optimiser once, and keep its state.",
        f"{_MOMENTUM}#build-momentum",
    ),
    "weights-withered": Words(
        "重みの大きさの、学習前との比",
        "ratio of the weights' size to that before training",
        "重み減衰が強すぎて、重みが0に近づいています。係数を小さくしてください。",
        "Weight decay is too strong and pulls the weights to 0: take a smaller factor.",
        f"{_ADAM}#decoupled",
    ),
    # what came of it
    "by-heart": Words(
        "16枚を覚えさせたあとの、その16枚の正解率",
        "accuracy on 16 images learned by heart",
        "Adam（学習率0.003）で200ステップ学習しても、16枚を覚えられません。学習率やデータの量よりも、ネットワークの側を先に調べてください。",
        "In 200 steps of Adam at a rate of 0.003, not even 16 images are learned by heart: look at the network before you look at the learning rate or the data.",
        f"{_DIGITS}#stuck",
        True,
    ),
    "one-answer": Words(
        "最も多い答えの割合",
        "share of the most frequent answer",
        "ネットワークは、ほとんどの画像に同じ答えを返しています。まず、上の行にほかの異常がないか見てください。なければ、死んだReLUと学習率を調べてください。",
        "The network gives nearly all images the same answer: mend what is ill in the lines above first; if nothing is, look for dead ReLUs and at the learning rate.",
        f"{_DIGITS}#stuck",
        True,
    ),
    "learned-nothing": Words(
        "最後のエポックの損失",
        "loss of the last epoch",
        "損失が、クラスの割合しか知らないネットワークの損失を下回っていません。勾配が最初の層まで届いているか、学習率が小さすぎないかを調べてください。",
        "The loss is not below that of a network that knows only how frequent each class is: check whether gradients reach the first layer, and whether the learning rate is too small.",
        f"{_SOFTMAX}#untrained",
    ),
    "labels-shifted": Words(
        "答えのクラス番号をずらしたときの、テストの正解率",
        "test accuracy if every answer is moved by some number of classes",
        "ラベルの番号がずれています。答えの番号を、かっこの中の数だけずらすと、テストの正解率が大きく上がります。訓練とテストで、ラベルの読み込み方をそろえてください。",
        "The labels are shifted: moved by the number shown, the answers fit far better. Read the labels of training and test in the same way.",
        f"{_DIGITS}#data",
        True,
    ),
    # what a log tells
    "loss-nan": Words(
        "損失",
        "loss",
        "損失が数でなくなりました。学習率を下げ、0の対数を取っていないか確かめてください。",
        "The loss is no longer a number: take a smaller learning rate, and check whether a logarithm of 0 is taken.",
        f"{_SOFTMAX}#overflow",
    ),
    "loss-log-10": Words(
        "損失",
        "loss",
        "log 10 = 2.3026です。10クラスのどれにも同じ確率を答えていて、まだ何も学習していません。重みが0でないか、勾配が届いているか、更新で重みが変わっているか、学習率が小さすぎないかを確かめてください。",
        "This is log 10 = 2.3026: equal probabilities for ten classes. Nothing has been learned yet: check whether weights begin at 0, whether gradients arrive, whether a step changes the weights, and whether the rate is too small.",
        f"{_SOFTMAX}#untrained",
    ),
    "loss-of-shares": Words(
        "損失",
        "loss",
        "クラスの割合だけを答えるネットワークの損失です。最後のバイアスだけが学習し、画像は使われていません。死んだReLUや、最初の層に届かない勾配がないか調べてください。",
        "This is the loss of a network that knows only how frequent each digit is: only the last layer's bias has learned, and the images count for nothing. Look for dead ReLUs, and for gradients that do not reach the first layer.",
        f"{_SOFTMAX}#untrained",
    ),
    "loss-softmax-twice": Words(
        "損失",
        "loss",
        "ソフトマックスを二度掛けたときの損失の下限、log(e + 9) − 1 = 1.4612です。ネットワークの側のソフトマックスを外してください。",
        "This is log(e + 9) - 1 = 1.4612, below which the loss cannot fall if softmax is taken twice: leave out the network's own.",
        f"{_SOFTMAX}#ours",
    ),
    "always-one-digit": Words(
        "正解率",
        "accuracy",
        "どの画像にもこの数字を答えていれば、この正解率になります。ネットワークの答えを np.bincount(y.argmax(axis=1)) で数えて、確かめてください。",
        "Always answering this digit would give this accuracy. Count the answers to be sure: np.bincount(y.argmax(axis=1)).",
        f"{_DIGITS}#stuck",
        True,
    ),
    "accuracy-against-loss": Words(
        "正解率",
        "accuracy",
        "この損失なら、同じ画像の正解率はもっと高いはずです。正解率の計算（形が (N,) の答えと (N, 1) のラベルを比べていないか）と、別の画像やモードで測っていないかを確かめてください。",
        "At this loss, more of the same images must be right. See how accuracy is found (answers of shape (N,) against labels of (N, 1)?), and whether it is of other images or another mode.",
        f"{_DIGITS}#stuck",
        True,
    ),
    "chance": Words(
        "正解率",
        "accuracy",
        "当てずっぽうと同じくらいの正解率です。いつも同じ数字を答えているかどうかは、この数からは分かりません。損失が少しでも下がっているかを見てください。",
        "This is chance level; it does not say which digit is always answered, if one is. See whether the loss falls at all.",
        f"{_DIGITS}#stuck",
        True,
    ),
}  # fmt: skip
