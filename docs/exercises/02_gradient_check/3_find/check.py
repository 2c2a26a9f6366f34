import numpy as np

from lesson_code.exercises.grading import Problem, expect_array, expect_close, writable


def check(answer, say):
    def square(x):
        return float((np.asarray(x) ** 2).sum())

    def gradient(f, x, **settings):
        """The learner's gradient of f at an array of its own, which has to come back as it was."""
        x = np.array(x)
        given = x.copy()
        name = f"numerical_gradient(f, np.array({x.tolist()}))"
        got = answer.numerical_gradient(f, writable(x), **settings)
        assert x.dtype == given.dtype and np.array_equal(x, given), say(
            en=f"After {name} the array holds {x.tolist()}. It has to be as it was.",
            ja=f"{name} の後、配列が {x.tolist()} になっていました。元のままにしておきましょう。",
        )
        return expect_array(got, name, shape=x.shape), name

    yield say(en="Fractions, as before", ja="小数の配列（元のまま）")
    got, name = gradient(square, [1.0, 2.0])
    assert got.any(), say(
        en=f"{name} is 0 everywhere: f was not given the array that moved.",
        ja=f"{name} がどこも 0 です。f に渡しているのが、動かした配列ではありません。",
    )
    expect_close(got, [2.0, 4.0], name, rtol=1e-6)

    yield say(en="Whole numbers", ja="整数の配列")
    try:
        got, name = gradient(square, [1, 2])
    except (TypeError, ValueError) as error:
        if isinstance(error, Problem):
            raise
        raise AssertionError(
            say(
                en=f"For whole numbers it raises {type(error).__name__}: {error}. That is honest, and our own function does the same; "
                "but here the right gradient is asked for.",
                ja=f"整数の配列で {type(error).__name__} が起きました：{error}。エラーにするのも誠実なやり方で、この本の関数もそうしています。"
                "ここでは、正しい勾配を返してください。",
            )
        ) from error
    assert np.abs(got).max() < 1000, say(
        en=f"{name} is still {got.tolist()}. What does x hold after a fraction has been written into it?",
        ja=f"{name} がまだ {got.tolist()} です。小数を書き込んだ後、x には何が入っているでしょうか。",
    )
    assert got.any(), say(
        en=f"{name} is 0 everywhere: x did not move.",
        ja=f"{name} がどこも 0 です。x が動いていません。",
    )
    assert not (np.array_equal(got, np.floor(got)) and not np.allclose(got, [2, 4], rtol=1e-3)), (
        say(
            en=f"{name} is {got.tolist()}, whole numbers: the gradient itself is cut off. What is the type of the array that takes it?",
            ja=f"{name} が {got.tolist()} で、整数です。今度は勾配のほうが切り捨てられています。勾配を入れる配列の型は何ですか。",
        )
    )
    expect_close(got, [2.0, 4.0], name, rtol=1e-6)

    yield say(en="A gradient that is no whole number", ja="整数にならない勾配")
    got, name = gradient(lambda x: float(np.sin(np.asarray(x) / 3.0).sum()), [[1, 2], [-3, 4]])
    wanted = np.cos(np.array([[1, 2], [-3, 4]]) / 3) / 3
    whole = np.array_equal(got, np.floor(got))
    assert not whole, say(
        en=f"{name} holds whole numbers only: {got.tolist()}. The gradient is cut off or rounded. What is the type of the array "
        "that takes it?",
        ja=f"{name} が整数ばかりです：{got.tolist()}。勾配が切り捨てられたか、丸められています。勾配を入れる配列の型は何ですか。",
    )
    expect_close(got, wanted, name, rtol=1e-6)

    yield say(en="The h that is given", ja="渡された h を使う")
    got, name = gradient(lambda x: float((np.asarray(x) ** 3).sum()), [1, 2], h=0.5)
    expect_close(got, [3.25, 12.25], f"{name[:-1]}, h=0.5)", rtol=1e-9)
