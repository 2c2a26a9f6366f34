import itertools

from lesson_code.exercises.grading import expect_array


def counted(F, C, size, groups):
    """Weights counted one by one, filter by filter."""
    total = 0
    for _ in range(F):
        for _ in range(0, C, groups):  # one channel of each `groups`
            total += size * size
        total += 1
    return total


def check(answer, say):
    def parameters(*setting):
        return expect_array(answer.parameters(*setting), "parameters(...)", shape=())

    def agrees(wrong, *settings):
        """Whether the answers are those of a wrong formula, and not right ones."""
        got = [parameters(*setting) for setting in settings]
        return got == [wrong(*s) for s in settings] != [counted(*s) for s in settings]

    def expect_equal(*setting):
        got, wanted = parameters(*setting), counted(*setting)
        assert got == wanted, say(
            en=f"parameters{setting} is {got:,g}, but there are {wanted:,}.",
            ja=f"parameters{setting} が {got:,g} です。正しくは {wanted:,} 個です。",
        )

    yield say(en="One channel, one group: C1 of LeNet-5", ja="1 チャンネル、1 組：LeNet-5のC1")
    settings = (6, 1, 5, 1), (2, 1, 3, 1)
    assert not agrees(lambda F, C, S, G: F * C // G * S**2, *settings), say(
        en="The biases are missing: one for each filter.",
        ja="バイアスが抜けています。フィルタごとに一つずつあります。",
    )
    assert not agrees(lambda F, C, S, G: F * C // G * S**2 + 1, *settings), say(
        en="There is one bias for the whole layer. Each filter has its own.",
        ja="バイアスが、層全体で一つになっています。フィルタごとに一つずつあります。",
    )
    assert not agrees(lambda F, C, S, G: F * (C // G * S + 1), *settings), say(
        en="A filter has size numbers in one direction only. It is a square of size by size.",
        ja="フィルタの数が、縦か横の size 個だけになっています。size×size の正方形です。",
    )
    for setting in settings:
        expect_equal(*setting)

    yield say(en="Several channels: conv1 of AlexNet", ja="チャンネルが二つ以上：AlexNetのconv1")
    settings = (96, 3, 11, 1), (384, 256, 3, 1)
    assert not agrees(lambda F, C, S, G: F * (S**2 + 1), *settings), say(
        en="C has no effect. A filter has weights of its own for each channel that it sees.",
        ja="C が効いていません。フィルタは、見るチャンネルごとに別の重みを持っています。",
    )
    assert not agrees(lambda F, C, S, G: F * C * (S**2 + 1), *settings), say(
        en="There is a bias for each channel of a filter. A filter adds one bias, after it has summed over its channels.",
        ja="フィルタのチャンネルごとにバイアスがあります。バイアスは、チャンネルについての和をとったあとに一つ足すだけです。",
    )
    for setting in settings:
        expect_equal(*setting)

    yield say(
        en="Two groups: conv2, conv4 and conv5 of AlexNet", ja="2 組：AlexNetのconv2、conv4、conv5"
    )
    settings = (256, 96, 5, 2), (384, 384, 3, 2), (256, 384, 3, 2)
    assert not agrees(lambda F, C, S, G: F * (C * S**2 + 1), *settings), say(
        en="groups has no effect. With 2 groups a filter sees half of the channels.",
        ja="groups が効いていません。2 組なら、フィルタが見るのは半分のチャンネルです。",
    )
    assert not agrees(lambda F, C, S, G: F // G * (C // G * S**2 + 1), *settings), say(
        en="You count the filters of one group only. There are F in all groups together.",
        ja="一つの組のフィルタしか数えていません。F は、すべての組を合わせた数です。",
    )
    assert not agrees(lambda F, C, S, G: F * (C * S**2 + 1) // G, *settings), say(
        en="The biases are divided by groups, too. There are F of them, however the channels are split.",
        ja="バイアスまで groups で割っています。チャンネルをどう分けても、バイアスは F 個です。",
    )
    assert not agrees(lambda F, C, S, G: F * (C * G * S**2 + 1), *settings), say(
        en="You multiplied by groups. The more groups, the fewer channels a filter sees.",
        ja="groups を掛けています。組が増えるほど、フィルタの見るチャンネルは減ります。",
    )
    for setting in settings:
        expect_equal(*setting)

    yield say(en="Other sizes", ja="ほかの大きさ")
    for F, C, size, groups in itertools.product((6, 12), (6, 18), (1, 4), (1, 2, 3)):
        expect_equal(F, C, size, groups)
