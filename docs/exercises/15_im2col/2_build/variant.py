import numpy as np

from lesson_code.exercises.grading import expect_changed

CHOICES = {
    "rows": ("oy, ox, n", "ox, oy, n", "n, ox, oy"),
    "columns": ("fy, fx, c", "fx, fy, c", "c, fx, fy"),
}
CHANGE = {
    "ja": "行は ({rows}) の順、列は ({columns}) の順に並べます。左ほど、ゆっくり変わります。`col2im` が受け取る行列も、この順です。行と列の数は変わりません。",
    "en": "Rows are ordered by ({rows}), columns by ({columns}); what stands to the left changes most slowly. `col2im` takes a matrix in that order. There are as many rows and columns as before.",
}


def check(answer, say, rows, columns):
    names = ["n", "c", "fy", "fx", "oy", "ox"]
    order = [names.index(name) for name in f"{rows}, {columns}".split(", ")]
    lesson = [0, 4, 5, 1, 2, 3]

    def right(x, FH, FW, stride, pad, axes):
        """All values, (n, c, fy, fx, oy, ox), as a matrix; and the pixel that each comes from."""
        N, C, H, W = x.shape
        padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        OH, OW = (H + 2 * pad - FH) // stride + 1, (W + 2 * pad - FW) // stride + 1
        n, c, fy, fx, oy, ox = np.indices((N, C, FH, FW, OH, OW))
        values = padded[n, c, oy * stride + fy, ox * stride + fx]
        return values.transpose(axes).reshape(N * OH * OW, C * FH * FW)

    for shape, FH, FW, stride, pad in (
        ((1, 1, 3, 3), 2, 2, 1, 0),
        ((2, 3, 5, 4), 3, 2, 1, 0),
        ((3, 2, 5, 7), 3, 3, 2, 1),
    ):
        yield say(
            en=f"im2col: {shape}, {FH} x {FW}, stride {stride}, pad {pad}",
            ja=f"im2col：{shape}、{FH} × {FW}、ストライド {stride}、パディング {pad}",
        )
        x = 1.0 + np.arange(np.prod(shape)).reshape(shape)
        arguments = (FH, FW, stride, pad)
        wanted = right(x, *arguments, order)
        plain = right(x, *arguments, lesson)
        got = answer.im2col(x, *arguments)
        expect_changed(got, wanted, plain, f"im2col(x, {FH}, {FW}, {stride}, {pad})")

        yield say(en="col2im: the same sizes", ja="col2im：同じ大きさ")
        # Each pixel's number in the matrix: what belongs to a pixel is added up there
        places = right(x, *arguments, order).astype(int)
        col = np.cos(np.arange(wanted.size)).reshape(wanted.shape)
        sums = np.zeros(x.size + 1)
        np.add.at(sums, places, col)
        expect_changed(
            answer.col2im(col, shape, *arguments),
            sums[1:].reshape(shape),
            np.nan,
            f"col2im(col, {shape}, {FH}, {FW}, {stride}, {pad})",
            atol=1e-9,
        )
