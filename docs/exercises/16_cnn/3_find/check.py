import numpy as np

from lesson_code import MaxPooling
from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    rng = np.random.default_rng(16)

    def both(N, C, H, W):
        x = rng.permutation(N * C * H * W).reshape(N, C, H, W).astype(float)
        dout = 1.0 + rng.permutation(x.size // 4).reshape(N, C, H // 2, W // 2)
        layer, ours = answer.MaxPooling(), MaxPooling(2)
        y = expect_array(layer.forward(x), "forward(x)", shape=dout.shape)
        dx = expect_array(layer.backward(dout), "backward(dout)", shape=x.shape)
        return y, dx, ours.forward(x), ours.backward(dout)

    yield say(en="One image, one channel", ja="画像 1 枚、チャンネル 1 個")
    y, dx, right_y, right_dx = both(1, 1, 4, 4)
    assert not np.allclose(y, right_y.transpose(0, 1, 3, 2)), say(
        en="The channels are right, but height and width have changed places.",
        ja="チャンネルは分かれましたが、縦と横が入れ替わっています。",
    )
    expect_close(y, right_y, "forward(x)")
    expect_close(dx, right_dx, "backward(dout)")

    yield say(en="Several images and channels: forward", ja="画像もチャンネルも二つ以上：順伝播")
    y, dx, right_y, right_dx = both(2, 3, 4, 8)
    same = np.allclose(np.sort(y, axis=None), np.sort(right_y, axis=None))
    assert np.allclose(y, right_y) or not same, say(
        en="In forward the channels are still mixed: the maxima are there, but in other places. The numbers lie in the order (N, OH, OW, C), and "
        "reshape keeps that order.",
        ja="順伝播で、チャンネルがまだ混ざっています。最大の数はそろっていますが、場所が違います。数は (N, OH, OW, C) の順に並んでいて、reshape はその順を"
        "変えません。",
    )
    expect_close(y, right_y, "forward(x)")

    yield say(en="Several images and channels: backward", ja="画像もチャンネルも二つ以上：逆伝播")
    assert np.allclose(dx, right_dx) or not np.array_equal(dx != 0, right_dx != 0), say(
        en="The gradients reach the right pixels, but backward still takes dout in its own order, (N, C, OH, OW). The rows are in the order (N, OH, OW, C).",
        ja="届く画素は合っていますが、backward がまだ、dout を自分の順 (N, C, OH, OW) のまま使っています。行の順は (N, OH, OW, C) です。",
    )
    expect_close(dx, right_dx, "backward(dout)")

    yield say(en="Other sizes", ja="ほかの大きさ")
    for shape in ((1, 4, 2, 6), (3, 2, 8, 4), (2, 5, 2, 2)):
        y, dx, right_y, right_dx = both(*shape)
        expect_close(y, right_y, f"forward(x), {shape}")
        expect_close(dx, right_dx, f"backward(dout), {shape}")
