import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    yield say(
        en="A number for each logit: four images, three classes",
        ja="ロジットごとに一つの数：画像 4 枚、クラス 3 個",
    )
    p = np.array([[0.7, 0.2, 0.1], [0.3, 0.3, 0.4], [0.25, 0.25, 0.5], [0.1, 0.8, 0.1]])
    t = np.eye(3)[[0, 2, 1, 1]]
    N, K = p.shape
    got = answer.logit_gradient(p, t)
    assert got is None or np.shape(got) == (N, K), say(
        en=f"You returned shape {np.shape(got)}. The gradient has the shape of the logits, {(N, K)}: no image and no class "
        "is summed up here.",
        ja=f"返した配列の形状が {np.shape(got)} です。勾配はロジットと同じ形状 {(N, K)} になります。ここでは、画像についてもクラスについても足しません。",
    )
    got = expect_array(got, "logit_gradient(p, t)", shape=(N, K))

    yield say(en="The values", ja="値")
    for factor in (1, 1 / N):
        assert not np.allclose(got, -t / p * factor), say(
            en="This is the gradient at the probabilities, one step too early. It still has to go back through softmax, "
            "where every class is tied to every other: none of the numbers is 0 then.",
            ja="これは確率についての勾配で、まだ途中です。ここからソフトマックスをさかのぼると、どのクラスもほかのクラスとつながっているので、"
            "0 になる数はありません。",
        )
        assert not np.allclose(got, (t - p) * factor), say(
            en="Every sign is wrong. A larger logit at the right class makes the loss smaller, so there the gradient is negative.",
            ja="符号がすべて逆です。正解のクラスのロジットを大きくすれば損失は減るので、そこでの勾配は負になります。",
        )
        assert not np.allclose(got, (p - t) * p * (1 - p) * factor), say(
            en="The factor p (1 - p) is too much: it belongs to a squared error behind a sigmoid. Behind the logarithm it "
            "cancels.",
            ja="p (1 - p) が余計です。これは、シグモイドと二乗誤差の組み合わせで現れる因子です。対数のあとでは約分されて消えます。",
        )
    assert not np.allclose(got[t == 0], 0), say(
        en="Only the right class of each image gets a gradient. Raise any other logit, and the right class loses "
        "probability: what does the gradient look like there?",
        ja="どの画像でも、正解のクラスの勾配しかありません。ほかのロジットを大きくしても、正解の確率は減ります。そこでの勾配は、いくつでしょうか。",
    )
    assert not np.allclose(got, p - t), say(
        en=f"Every number is {N} times too large. The loss is the mean over {N} images: where is its 1/N?",
        ja=f"どの数も {N} 倍です。損失は {N} 枚の平均です。その 1/N は、どこへ行きましたか。",
    )
    assert not np.allclose(got, (p - t) / K), say(
        en=f"You divided by {K}, the number of classes. The mean is over the images.",
        ja=f"クラスの数 {K} で割っています。平均をとるのは、画像についてです。",
    )
    assert not np.allclose(got, (p - t) / p.size), say(
        en=f"You divided by {p.size}, the number of all logits. The mean is over the {N} images alone.",
        ja=f"ロジット全部の数 {p.size} で割っています。平均をとるのは、{N} 枚の画像についてだけです。",
    )
    expect_close(got, (p - t) / N, "logit_gradient(p, t)")

    yield say(en="Other sizes, one image too", ja="ほかの大きさ、画像が 1 枚のとき")
    rng = np.random.default_rng(3)
    for N, K in ((1, 4), (6, 2), (3, 3), (2, 5)):
        p = rng.dirichlet(np.ones(K), N)
        t = np.eye(K)[rng.integers(0, K, N)]
        got = answer.logit_gradient(p, t)
        expect_close(got, (p - t) / N, f"logit_gradient(p, t), p {(N, K)}", rtol=1e-9)
