import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close, writable


def check(answer, say):
    def run(accuracies, sizes=((3,),)):
        """Let the answer train; epoch k leaves k in every parameter."""
        parameters = [np.zeros(size) for size in sizes]
        scripted, done = iter(accuracies), []

        def train_epoch():
            done.append(len(done) + 1)
            for p in parameters:
                p += 1

        def validate():
            assert len(done) <= len(accuracies), say(
                en=f"There are {len(accuracies)} epochs, and you train more.",
                ja=f"{len(accuracies)} エポックなのに、それより多く学習しています。",
            )
            return next(scripted)

        handed = writable(list(parameters))
        best = answer.train_and_keep_best(handed, train_epoch, validate, len(accuracies))
        best = float(expect_array(best, "train_and_keep_best(...)", shape=()))
        assert done == list(range(1, len(accuracies) + 1)), say(
            en=f"train_epoch was called {len(done)} times in {len(accuracies)} epochs.",
            ja=f"{len(accuracies)} エポックで、train_epoch が {len(done)} 回呼ばれました。",
        )
        return best, parameters

    yield say(en="The best accuracy is returned", ja="最もよい正解率を返す")
    accuracies = [0.70, 0.90, 0.80]
    best, [W] = run(accuracies)
    assert best != accuracies[-1], say(
        en="You returned the accuracy of the last epoch. It was right before: the best is returned.",
        ja="最後のエポックの正解率を返しています。返すのは、元のとおり、最もよい正解率です。",
    )
    expect_close(best, 0.90, "train_and_keep_best(...)")

    yield say(
        en="The best of three epochs is the second, and its weights are back",
        ja="三つのエポックのうち二つ目が最もよく、その重みが戻っている",
    )
    assert not np.array_equal(W, [3, 3, 3]), say(
        en="In the parameters there are the weights of the last epoch still. Either what you kept is the same array as "
        "before, so that training went on in it (a copy of the list is no copy of the arrays), or nothing was written "
        "back into the arrays of `parameters`.",
        ja="パラメータには、まだ最後のエポックの重みが入っています。覚えておいたものが元と同じ配列で、学習がその中身を書き換えたか"
        "（リストをコピーしても、中の配列はコピーされません）、`parameters` の配列に書き戻していないかの、どちらかです。",
    )
    for epoch, en, ja in (
        (0, "from before the first epoch", "一つ目のエポックより前の"),
        (1, "of the first epoch", "一つ目のエポックの"),
    ):
        assert not np.array_equal(W, [epoch] * 3), say(
            en=f"These are the weights {en}. When is the copy to be made?",
            ja=f"{ja}重みです。いつコピーすればよいでしょうか。",
        )
    expect_close(W, [2, 2, 2], "W")

    yield say(en="Several parameters", ja="パラメータがいくつもあるとき")
    _, parameters = run([0.2, 0.5, 0.4, 0.3], sizes=((2, 3), (3,), (3, 1)))
    left = [int(p.flat[0]) for p in parameters]
    assert left != [4, 4, 4], say(
        en="With three parameters, all hold the weights of the last epoch.",
        ja="パラメータが三つだと、どれも最後のエポックの重みのままです。",
    )
    assert set(left) <= {2}, say(
        en=f"With three parameters, they hold the weights of epochs {left}. All have to go back to epoch 2.",
        ja=f"パラメータが三つのとき、入っているのはエポック {left} の重みです。どれもエポック 2 に戻します。",
    )

    yield say(
        en="The best comes first, last, or rises again",
        ja="最もよいのが最初、最後、途中で下がってまた上がるとき",
    )
    for accuracies in ([0.9, 0.5, 0.4], [0.1, 0.2, 0.3], [0.6, 0.3, 0.7, 0.65], [0.0, -0.5]):
        best, [W] = run(accuracies)
        wanted = 1 + int(np.argmax(accuracies))
        name = f"W after the accuracies {accuracies}"
        expect_close(best, max(accuracies), f"train_and_keep_best, {accuracies}")
        expect_close(W, [wanted] * 3, name)
