import numpy as np

from lesson_code.exercises.grading import expect_array


def check(answer, say):
    def strides(*sizes):
        name = f"strides({', '.join(map(str, sizes))})"
        return expect_array(answer.strides(*sizes), name, shape=(4,))

    N, C, H, W = 100, 3, 28, 20
    yield say(en="100 colour images", ja="カラー画像 100 枚")
    got = strides(N, C, H, W)

    def differs(*wrong):
        return not np.array_equal(got, wrong)

    assert differs(C * H * W, H * W, W, 1), say(
        en="These are the strides of C order: each image in one piece, and x the fastest. Now n is.",
        ja="これはC順の歩幅です。画像ごとに一続きで、x がいちばん速く動きます。ここでは、n がいちばん速く動きます。",
    )
    assert differs(H * W * N, W * N, N, 1), say(
        en="The numbers are right, in the order of memory: c, y, x, n. Return them in the order n, c, y, x.",
        ja="数は合っていますが、メモリの順（c、y、x、n）に並んでいます。n、c、y、x の順に返してください。",
    )
    assert differs(1, N, N * C, N * C * H), say(
        en="Here the order of memory is turned round: x is the slowest. Only n moves to the end; c, y and x keep their order.",
        ja="メモリの順が逆さで、x がいちばん遅くなっています。最後へ移るのは n だけで、c、y、x の順は変わりません。",
    )
    assert differs(1, W * N, C * W * N, N), say(
        en="This is batch last with the rows first, (H, C, W, N), as our package lays images out. Here it is (C, H, W, N).",
        ja="これは、行を先にした (H, C, W, N) の並べ方です（この本のパッケージの並べ方です）。ここでは (C, H, W, N) です。",
    )
    assert differs(4, 4 * H * W * N, 4 * W * N, 4 * N), say(
        en="These are bytes of float32. Count numbers.",
        ja="float32のバイト数になっています。数の個数で答えてください。",
    )
    assert differs(1, H * W, W, 1), say(
        en="n and x have the same stride: two different pixels would lie in one place. Every step in x jumps over N images.",
        ja="n と x の歩幅が同じです。これでは、別々の画素が同じ場所に重なります。x が 1 増えると、N 枚分を飛び越えます。",
    )
    assert differs(N, C, H, W), say(
        en="This is the shape, not the strides.",
        ja="これは歩幅ではなく、形状です。",
    )
    wanted = (1, H * W * N, W * N, N)
    for name, mine, right in zip("ncyx", got, wanted, strict=True):
        assert mine == right, say(
            en=f"The stride of {name} is {mine:g}. How many numbers lie between two neighbours along {name}? The product of the "
            "sizes of all axes behind it in (C, H, W, N).",
            ja=f"{name} の歩幅が {mine:g} です。{name} が 1 増えるあいだに、数をいくつ飛び越えますか。(C, H, W, N) でそれより後ろにある軸の"
            "大きさの積です。",
        )

    yield say(en="Other sizes, as NumPy has them", ja="ほかの大きさ、NumPyと比べる")
    for N, C, H, W in ((2, 3, 4, 5), (7, 1, 3, 2), (5, 30, 24, 24)):
        x = np.zeros((C, H, W, N), np.float32).transpose(3, 0, 1, 2)
        wanted = tuple(stride // x.itemsize for stride in x.strides)
        got = strides(N, C, H, W)
        assert np.array_equal(got, wanted), say(
            en=f"For N, C, H, W = {N}, {C}, {H}, {W} you return {tuple(got.tolist())}; NumPy has {wanted}.",
            ja=f"N, C, H, W = {N}, {C}, {H}, {W} のとき {tuple(got.tolist())} を返しましたが、NumPyでは {wanted} です。",
        )
