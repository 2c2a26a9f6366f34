import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    def report(validation, test):
        got = answer.report(validation, test)
        name = f"report({validation.tolist()}, {test.tolist()})"
        got = float(expect_array(got, name, shape=()))
        chosen = int(validation.argmax())
        wanted = test[chosen]
        if got == wanted:
            return
        assert got != test.max(), say(
            en="This is the best of all test accuracies: the test data has chosen. Then it is no fair test any more. "
            "Let the validation data choose.",
            ja="テストデータの正解率の最大値です。テストデータで選んだことになり、もう公平なテストではありません。選ぶのは検証データの役目です。",
        )
        assert got != validation.max(), say(
            en="This is the best validation accuracy. It was chosen for being the largest, so it flatters. Report how that "
            "network did on the test data.",
            ja="検証データの正解率の最大値です。最大のものを選んだので、実力より高めに出ています。報告するのは、そのネットワークの、テストデータでの正解率です。",
        )
        assert got != chosen, say(
            en=f"{got:.0f} is the place of the setting that was chosen. Return the test accuracy that stands there.",
            ja=f"{got:.0f} は、選んだ設定が何番目かです。そこにある、テストデータでの正解率を返してください。",
        )
        assert got != test[-1], say(
            en="This is the test accuracy of the last setting, whatever the validation data says.",
            ja="いつも最後の設定の正解率になっています。検証データの正解率を見て選んでください。",
        )
        assert got != test[validation.argmin()], say(
            en="This is the setting with the worst validation accuracy.",
            ja="検証データの正解率がいちばん低い設定を選んでいます。",
        )
        assert got != validation[test.argmax()], say(
            en="The other way round: here the test data has chosen, and the validation accuracy is reported.",
            ja="逆です。テストデータで選んで、検証データの正解率を報告しています。",
        )
        expect_close(got, wanted, name)

    yield say(
        en="Four settings, and the two kinds of data disagree",
        ja="設定が四つ、二つのデータの意見が分かれるとき",
    )
    report(np.array([0.91, 0.96, 0.95, 0.93]), np.array([0.89, 0.94, 0.97, 0.90]))
    report(np.array([0.97, 0.92, 0.95, 0.93]), np.array([0.94, 0.96, 0.91, 0.90]))

    yield say(en="One setting only, and twenty", ja="設定が一つだけのとき、二十のとき")
    report(np.array([0.5]), np.array([0.4]))
    rng = np.random.default_rng(6)
    for _ in range(20):
        validation, test = rng.random((2, 20))
        report(validation, test)
