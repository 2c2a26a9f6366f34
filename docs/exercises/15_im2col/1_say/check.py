import numpy as np

from lesson_code import extract_windows, im2col
from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    def names(shape):
        n, c, y, x = np.indices(shape)
        return 1000.0 * n + 100 * c + 10 * y + x

    def tables_of(images, *setting):
        windows = extract_windows(images, *setting)
        N, C, FH, FW, OH, OW = windows.shape
        return windows.reshape(N, C * FH * FW, OH * OW)

    yield say(en="The shape (N OH OW, C FH FW)", ja="形状 (N·OH·OW, C·FH·FW)")
    images = names((2, 2, 3, 4))
    tables, right = tables_of(images, 2, 2), im2col(images, 2, 2)
    got = expect_array(answer.to_matrix(tables), "to_matrix(tables)")
    assert got.shape != (2, 6, 8), say(
        en="Each image still has a matrix of its own, (2, 6, 8). Put that of image 1 below that of image 0.",
        ja="まだ画像ごとに行列があり、(2, 6, 8) です。画像 0 の行列の下に、画像 1 の行列を積んでください。",
    )
    assert got.shape != (8, 12), say(
        en="A window is a column: (8, 12). In the matrix of im2col it is a row.",
        ja="窓が列になっていて、(8, 12) です。im2colの行列では、窓は行です。",
    )
    assert got.shape != (6, 16), say(
        en="The shape is (6, 16): the windows of two images stand side by side in a row. Each window has a row of its own.",
        ja="形状が (6, 16) です。二枚の画像の窓が、一行に並んでいます。一つの窓を、一つの行にしてください。",
    )
    expect_array(got, "to_matrix(tables)", shape=right.shape)

    yield say(en="One window in each row", ja="一つの行に一つの窓")
    assert not np.array_equal(got, tables.reshape(right.shape)), say(
        en="The shape is right, the values are not: row 0 is the table of image 0 read across, 0000 0001 0002 0010 ..., "
        "pixels of many windows. reshape alone never changes the order of the numbers.",
        ja="形状は合っていますが、値が違います。0 行目が、画像 0 の表を横に読んだ 0000 0001 0002 0010 … で、いろいろな窓の画素です。reshapeだけでは、数の順は変わりません。",
    )
    assert not np.array_equal(got, tables.T.reshape(right.shape)), say(
        en=".T reverses all three axes, so the windows of both images take turns. The axis of n stays in front.",
        ja=".T は三つの軸をすべて逆順にするので、二枚の画像の値が混ざります。n の軸は先頭のままです。",
    )
    assert not np.array_equal(got, tables.transpose(2, 0, 1).reshape(right.shape)), say(
        en="The windows of both images take turns. The axis of n stays in front: all windows of image 0 come first.",
        ja="二枚の画像の窓が、交互に並んでいます。n の軸は先頭のままで、画像 0 の窓がすべて先に来ます。",
    )
    assert not np.array_equal(got, right[:, ::-1]), say(
        en="Each row is turned round. The order within a window is (c, fy, fx).",
        ja="行の中の順が逆です。窓の中は (c, fy, fx) の順に並べます。",
    )
    expect_close(got, right, "to_matrix(tables)")

    yield say(en="Other sizes, float32", ja="ほかの大きさ、float32")
    for shape, setting in (
        ((1, 1, 4, 4), (2, 2, 2)),
        ((3, 2, 5, 4), (3, 2, 1, 1)),
        ((2, 3, 3, 3), (1, 1)),
        ((2, 1, 3, 3), (3, 3)),
    ):
        images = names(shape).astype(np.float32)
        got = expect_array(
            answer.to_matrix(tables_of(images, *setting)), "to_matrix(tables)", dtype=np.float32
        )
        expect_close(got, im2col(images, *setting), f"to_matrix for images {shape}")
