import numpy as np

import lesson_code
from lesson_code.exercises.grading import expect_array, expect_close


def names(shape):
    """Images whose pixel (n, c, y, x) has the value nc yx, counted from 1."""
    n, c, y, x = np.indices(shape) + 1
    return 1000.0 * n + 100 * c + 10 * y + x


def check(answer, say):
    rng = np.random.default_rng(0)

    def both(shape, *setting, **options):
        images = names(shape)
        got = expect_array(answer.im2col(images, *setting, **options), "im2col(...)")
        return got, lesson_code.im2col(images, *setting, **options), images

    yield say(en="im2col: one image, one channel", ja="im2col：画像 1 枚、1 チャンネル")
    got, right, images = both((1, 1, 3, 4), 2, 2)
    assert got.shape != (4, 6), say(
        en="The matrix is (4, 6): each window is a column. It should be a row.",
        ja="行列が (4, 6) です。窓が列になっています。窓は行です。",
    )
    assert got.shape != (2, 4), say(
        en="There are 2 rows. A 3 x 4 image has (3 - 2) / 1 + 1 = 2 times (4 - 2) / 1 + 1 = 3 windows of 2 x 2.",
        ja="行が 2 行です。3×4 の画像に 2×2 の窓は、縦に (3 - 2) / 1 + 1 = 2、横に (4 - 2) / 1 + 1 = 3 通り置けます。",
    )
    assert got.shape != (4, 4) and got.shape != (9, 4), say(
        en=f"There are {len(got)} rows, as many windows across as down. The image is not square: 2 x 3 windows.",
        ja=f"行が {len(got)} 行で、横にも縦と同じ数の窓を置いています。画像は正方形ではないので、2 × 3 個です。",
    )
    expect_array(got, "im2col(...)", shape=(6, 4))
    assert got.any(), say(en="The matrix holds nothing but 0.", ja="行列がどこも 0 です。")
    windows = lesson_code.extract_windows(images, 2, 2)
    assert not np.array_equal(got, windows.reshape(6, 4)), say(
        en="The shape is right, but row 0 is the pixels of one weight position in several windows. The axes (c, fy, fx) "
        "and (oy, ox) have to change places before reshape.",
        ja="形状は合っていますが、0 行目が、一つの重みの位置の、いろいろな窓の画素です。reshapeの前に、(c, fy, fx) と (oy, ox) の軸を入れ替えます。",
    )
    assert not np.array_equal(got, right[:, [0, 2, 1, 3]]), say(
        en="Within a row the order is (fx, fy). It should be (fy, fx): the upper line of the window first.",
        ja="行の中の順が (fx, fy) です。(fy, fx) の順、つまり窓の上の段から並べます。",
    )
    assert not np.array_equal(got, windows.transpose(0, 5, 4, 1, 2, 3).reshape(6, 4)), say(
        en="The windows come in the order (ox, oy). They should come line by line: (oy, ox).",
        ja="窓が (ox, oy) の順に並んでいます。上の段から順に、(oy, ox) の順に並べます。",
    )
    expect_close(got, right, "im2col(...)")

    yield say(en="im2col: several images and channels", ja="im2col：画像とチャンネルがいくつもある")
    got, right, images = both((2, 3, 3, 4), 2, 2)
    expect_array(got, "im2col(...)", shape=right.shape)
    windows = lesson_code.extract_windows(images, 2, 2)
    assert not np.array_equal(got, windows.transpose(4, 5, 0, 1, 2, 3).reshape(right.shape)), say(
        en="The windows of the images take turns. n goes first: all windows of image 0, then those of image 1.",
        ja="画像の窓が交互に並んでいます。先頭は n で、画像 0 の窓がすべて終わってから、画像 1 の窓が来ます。",
    )
    assert not np.array_equal(got, windows.transpose(0, 4, 5, 2, 3, 1).reshape(right.shape)), say(
        en="A row is ordered by (fy, fx, c), as for channels last. Here c goes first: (c, fy, fx), like the filters.",
        ja="行の中が (fy, fx, c) の順で、チャンネルを最後にした並びです。ここでは、フィルタと同じ (c, fy, fx) の順にします。",
    )
    expect_close(got, right, "im2col(...)")

    yield say(en="im2col: a filter that is not square", ja="im2col：正方形でないフィルタ")
    got, right, images = both((1, 2, 5, 4), 2, 3)
    swapped = lesson_code.im2col(images, 3, 2)
    assert got.shape != swapped.shape or not np.allclose(got, swapped), say(
        en="FH and FW have changed places: FH is the height.",
        ja="FHとFWが入れ替わっています。FHが縦です。",
    )
    expect_array(got, "im2col(x, 2, 3)", shape=right.shape)
    expect_close(got, right, "im2col(x, 2, 3)")

    yield say(en="im2col: stride 2", ja="im2col：ストライド 2")
    got, right, images = both((1, 1, 5, 7), 3, 3, stride=2)
    assert got.shape != (15, 9), say(
        en="im2col(x, 3, 3, stride=2) gives as many windows as stride 1, 15. There are 2 x 3 = 6.",
        ja="im2col(x, 3, 3, stride=2) の窓の数が、ストライド 1 と同じ 15 です。2 × 3 = 6 個のはずです。",
    )
    expect_array(got, "im2col(x, 3, 3, stride=2)", shape=right.shape)
    near = lesson_code.im2col(images[:, :, :4, :5], 3, 3)
    assert not np.allclose(got, near), say(
        en="There are 6 windows, but each begins only 1 pixel after the one before. With stride 2 it is 2 pixels.",
        ja="窓は 6 個ですが、1 画素ずつしかずれていません。ストライド 2 なら、2 画素ずつずらします。",
    )
    dilated = images[:, :, ::2, ::2]
    assert not np.isin(got, dilated).all(), say(
        en="All pixels come from even rows and columns. The stride is between windows; within a window the pixels are neighbours.",
        ja="どの画素も、偶数の行と列から取っています。ストライドは窓と窓の間隔で、窓の中の画素は隣どうしです。",
    )
    expect_close(got, right, "im2col(x, 3, 3, stride=2)")

    yield say(en="im2col: padding 1", ja="im2col：パディング 1")
    got, right, images = both((1, 2, 3, 4), 3, 3, pad=1)
    assert got.shape != (2, 18), say(
        en="im2col(x, 3, 3, pad=1) gives as many windows as pad=0.",
        ja="im2col(x, 3, 3, pad=1) の窓の数が、pad=0 のときと同じです。",
    )
    assert got.shape != (6, 18), say(
        en="The image has grown by 1 on one side only: 6 windows. pad is added on every side, which makes 12.",
        ja="画像の片側にしか 0 を足していないようで、窓が 6 個です。padは四辺に足すので、12 個になります。",
    )
    expect_array(got, "im2col(x, 3, 3, pad=1)", shape=right.shape)
    assert (got == 0).sum() == (right == 0).sum(), say(
        en=f"im2col(x, 3, 3, pad=1) holds {(got == 0).sum()} zeros. The padding is seen {(right == 0).sum()} times, and is 0.",
        ja=f"im2col(x, 3, 3, pad=1) に 0 が {(got == 0).sum()} 個あります。パディングは {(right == 0).sum()} 回見られ、その値は 0 です。",
    )
    expect_close(got, right, "im2col(x, 3, 3, pad=1)")

    yield say(en="col2im: windows side by side", ja="col2im：重ならない窓")
    images = names((2, 3, 4, 6))
    col = lesson_code.im2col(images, 2, 2, 2)
    got = expect_array(answer.col2im(col, images.shape, 2, 2, 2), "col2im(...)")
    assert got.shape == images.shape, say(
        en=f"col2im(col, {images.shape}, 2, 2, stride=2) has shape {got.shape}."
        + (" Was it cut by pad:-pad? -0 is 0." if 0 in got.shape else ""),
        ja=f"col2im(col, {images.shape}, 2, 2, stride=2) の形状が {got.shape} です。"
        + ("pad:-pad で切り出しませんでしたか。-0 は 0 です。" if 0 in got.shape else ""),
    )
    assert got.any(), say(en="The images hold nothing but 0.", ja="画像がどこも 0 です。")
    assert not np.allclose(got, col.reshape(images.shape)), say(
        en="reshape alone does not bring the pixels home: it would put a window into the first line of the image.",
        ja="reshapeだけでは、画素は元の場所に戻りません。窓の中身が、画像の最初の段に並んでしまいます。",
    )
    six_axes = col.reshape(2, 3, 2, 2, 2, 3)
    assert not np.allclose(got, lesson_code.add_windows(six_axes, images.shape, 2)), say(
        en="The matrix was reshaped to (N, C, FH, FW, OH, OW), the axes before they were transposed. A row of the matrix is a "
        "window, so it is (N, OH, OW, C, FH, FW), and then the axes change places.",
        ja="行列を、転置する前の順の (N, C, FH, FW, OH, OW) に reshape しています。行列の行は窓なので、まず (N, OH, OW, C, FH, FW) にして、それから軸を入れ替えます。",
    )
    near = np.zeros(images.shape)
    near[:, :, :3, :4] = lesson_code.col2im(col, (2, 3, 3, 4), 2, 2)
    assert not np.allclose(got, near), say(
        en="The windows were put back one pixel apart. With stride 2 they are two pixels apart.",
        ja="窓を 1 画素ずつずらして戻しています。ストライド 2 なら、2 画素ずつです。",
    )
    expect_close(got, images, "col2im(im2col(x)), stride 2, filter 2")

    yield say(en="col2im: overlaps add up", ja="col2im：重なりを足す")
    shape = (1, 1, 3, 3)
    col = np.arange(1.0, 17.0).reshape(4, 4)
    got = expect_array(answer.col2im(col, shape, 2, 2), "col2im(...)", shape=shape)
    right = lesson_code.col2im(col, shape, 2, 2)
    middle = got[0, 0, 1, 1]
    assert middle not in (4, 13), say(
        en=f"The middle pixel is {middle:g}, one of its four. It is in four windows, and gets 4 + 7 + 10 + 13.",
        ja=f"まん中の画素が {middle:g} で、四つのうちの一つだけです。四つの窓に入っているので、4 + 7 + 10 + 13 です。",
    )
    assert not np.allclose(got, right / lesson_code.col2im(np.ones((4, 4)), shape, 2, 2)), say(
        en=f"The middle pixel is {middle:g}, the mean of its four. Gradients of several paths add up.",
        ja=f"まん中の画素が {middle:g} で、四つの平均です。いくつもの経路から来る勾配は足します。",
    )
    expect_close(got, right, "col2im(...)")

    yield say(en="col2im: stride and padding", ja="col2im：ストライドとパディング")
    shape = (2, 3, 5, 7)
    col = rng.standard_normal((2 * 3 * 4, 3 * 9))
    got = expect_array(answer.col2im(col, shape, 3, 3, stride=2, pad=1), "col2im(...)")
    assert got.shape != (2, 3, 7, 9), say(
        en="col2im returns the images with their padding, (2, 3, 7, 9). Cut it off at the end.",
        ja="col2imが、パディングを含む (2, 3, 7, 9) の画像を返しています。最後に切り落とします。",
    )
    expect_array(got, "col2im(...)", shape=shape)
    right = lesson_code.col2im(col, shape, 3, 3, 2, 1)
    whole = lesson_code.col2im(col, (2, 3, 7, 9), 3, 3, 2)
    assert not np.allclose(got, whole[:, :, :5, :7]), say(
        en="The padding was cut off at the end of each axis only. Half of it is at the beginning.",
        ja="パディングを、軸の終わりからしか切り落としていません。半分は初めにあります。",
    )
    expect_close(got, right, "col2im(...)", atol=1e-12)

    yield say(
        en="<im2col(x), d> = <x, col2im(d)>, in many settings",
        ja="⟨im2col(x), d⟩ = ⟨x, col2im(d)⟩、いろいろな設定で",
    )
    for shape, FH, FW, stride, pad in (
        ((1, 1, 1, 1), 1, 1, 1, 0),
        ((2, 1, 5, 5), 5, 5, 1, 2),
        ((3, 2, 6, 4), 2, 2, 2, 0),
        ((1, 3, 7, 7), 1, 1, 3, 0),
        ((2, 2, 4, 6), 3, 1, 1, 3),
        ((2, 2, 8, 5), 4, 1, 2, 1),
        ((1, 2, 9, 3), 3, 3, 3, 0),
    ):
        setting = f"{shape}, {FH} x {FW}, stride {stride}, pad {pad}"
        x = rng.standard_normal(shape)
        col = answer.im2col(x, FH, FW, stride, pad)
        right = lesson_code.im2col(x, FH, FW, stride, pad)
        col = expect_array(col, f"im2col {setting}", shape=right.shape)
        expect_close(col, right, f"im2col {setting}")
        d = rng.standard_normal(col.shape)
        home = answer.col2im(d, shape, FH, FW, stride, pad)
        home = expect_array(home, f"col2im {setting}", shape=shape)
        expect_close((x * home).sum(), (col * d).sum(), setting, rtol=1e-9, atol=1e-12)
        right = lesson_code.col2im(d, shape, FH, FW, stride, pad)
        expect_close(home, right, f"col2im {setting}", atol=1e-12)

    yield say(en="float32 stays float32", ja="float32はfloat32のまま")
    x = rng.standard_normal((2, 2, 4, 4)).astype(np.float32)
    col = expect_array(answer.im2col(x, 3, 3, 1, 1), "im2col(...)", dtype=np.float32)
    expect_array(answer.col2im(col, x.shape, 3, 3, 1, 1), "col2im(...)", dtype=np.float32)
