import numpy as np

from lesson_code.exercises.grading import expect_array, expect_changed, expect_several

CHOICES = {"power": (0.5, 1.5, 2), "limit": (0.5, 1, 2)}
CHANGE = {
    "ja": "`combine` は、n 枚の部分を、n ではなく n の {power} 乗に比例する重みで数えます。重みの和は 1 です。`in_parts` は、部分ごとに、勾配のリスト全体の長さ（リストの配列すべての、二乗の和の平方根）を計算します。{limit} より長ければ、`combine` に渡す前に、どの配列にも同じ数を掛けて、長さを {limit} に縮めます。損失は縮めません。`gradients` の返した配列は書き換えません。",
    "en": "In `combine`, a part of n images has a weight in proportion to n to the power of {power}, not to n; the weights add up to 1. `in_parts` takes the length of each part's list of gradients as a whole, the square root of the sum of all squares in its arrays. Where that is more than {limit}, it multiplies all arrays by one number that makes the length {limit}, and only then hands them to `combine`. Losses are left as they are, and so are the arrays that `gradients` has returned.",
}


def check(answer, say, power, limit):
    def mean(values, sizes, order):
        """The weighted mean, part by part."""
        total, weights = 0.0, 0.0
        for value, n in zip(values, sizes, strict=True):
            total = total + value * n**order
            weights += n**order
        return total / weights

    rng = np.random.default_rng(21)
    for sizes in ([11, 1], [4, 1, 2], [6, 6], [5]):
        name = f"combine(values, {sizes})"
        yield say(en=f"{name}: numbers and arrays", ja=f"{name}：数と配列")
        for shape in ((), (4, 3)):
            values = [rng.standard_normal(shape or None) for _ in sizes]
            got = expect_array(answer.combine(values, sizes), name, shape=shape)
            wanted, plain = (mean(values, sizes, order) for order in (power, 1))
            expect_changed(got, wanted, plain, name, rtol=1e-9, atol=1e-12)

    def scaled(grads):
        squares = 0.0
        for g in grads:
            for number in g.ravel():
                squares += number**2
        length = squares**0.5
        return [g * (limit / length) for g in grads] if length > limit else grads

    x, t = rng.standard_normal((12, 3)), rng.standard_normal((12, 2))
    for sizes in ([7, 4, 1], [2, 10], [3, 3, 3, 3], [12]):
        call = f"in_parts(gradients, params, x, t, {sizes})"
        yield say(en=f"in_parts, parts of {sizes}", ja=f"in_parts、{sizes} 枚の部分")
        lengths = limit * np.resize([3.0, 0.4, 1.6], len(sizes))  # shorter and longer ones
        losses = list(rng.standard_normal(len(sizes)))
        own = [[rng.standard_normal((3, 2)), rng.standard_normal(2)] for _ in sizes]
        for grads, length in zip(own, lengths, strict=True):
            ratio = length / np.sqrt(sum((g**2).sum() for g in grads))
            grads[:] = [g * ratio for g in grads]
        kept = [[g.copy() for g in grads] for grads in own]
        seen = []

        def gradients(params, x, t, seen=seen, losses=losses, own=own):
            seen.append((np.array(x), np.array(t)))
            k = min(len(seen), len(own)) - 1
            return losses[k], own[k]

        result = answer.in_parts(gradients, [np.zeros((3, 2)), np.zeros(2)], x, t, list(sizes))
        loss, grads = expect_several(result, "loss", "grads")
        ends = np.cumsum(sizes)
        cut = [(x[end - n : end], t[end - n : end]) for n, end in zip(sizes, ends, strict=True)]
        given = [len(part) for part, _ in seen]
        assert given == sizes, say(
            en=f"{call}: expected parts of {sizes} images, in this order; got {given}.",
            ja=f"{call} で、{sizes} 枚に、この順で分けるところ、{given} 枚になりました。",
        )
        same = [
            np.array_equal(images, x_part) and np.array_equal(labels, t_part)
            for (images, labels), (x_part, t_part) in zip(seen, cut, strict=True)
        ]
        assert all(same), say(
            en=f"{call}: a part holds other images or labels than it should. Cut `x` and `t` from the first image on.",
            ja=f"{call} で、部分に、別の画像か別の正解が入っています。`x` と `t` を、先頭から順に分けます。",
        )
        for before, after in zip(kept, own, strict=True):
            assert all(map(np.array_equal, before, after)), say(
                en="What `gradients` returned has been written into. Make new arrays.",
                ja="`gradients` の返した配列が書き換わっています。新しい配列を作ってください。",
            )
        wanted, plain = (mean(losses, sizes, order) for order in (power, 1))
        expect_changed(loss, wanted, plain, "loss", rtol=1e-9, atol=1e-12)
        grads = expect_several(grads, "grads[0]", "grads[1]")
        for i, got in enumerate(grads):
            name = f"grads[{i}]"
            got = expect_array(got, name, shape=own[0][i].shape)
            whole = [part[i] for part in own]
            lesson = mean(whole, sizes, 1)
            wanted = mean([scaled(part)[i] for part in own], sizes, power)
            assert not np.allclose(got, mean(whole, sizes, power)), say(
                en=f"{name} has the right weights, but nothing has been shortened to {limit}.",
                ja=f"{name} の重みは正しいのですが、{limit} より長い勾配が縮められていません。",
            )
            alone = [g * min(1, limit / np.linalg.norm(g)) for g in whole]
            assert not np.allclose(got, mean(alone, sizes, power)), say(
                en=f"In {name} each array was shortened by itself. It is the length of the whole list that counts, and one number multiplies all of it.",
                ja=f"{name} で、配列ごとに縮めています。計算するのはリスト全体の長さで、掛けるのはどの配列にも同じ数です。",
            )
            combined = [mean(arrays, sizes, power) for arrays in zip(*own, strict=True)]
            assert len(sizes) == 1 or not np.allclose(got, scaled(combined)[i]), say(
                en=f"{name} was shortened after the parts had been combined. Shorten the gradients of each part first.",
                ja=f"{name} を、部分を合わせてから縮めています。縮めるのは、合わせる前の、部分ごとの勾配です。",
            )
            expect_changed(got, wanted, lesson, name, rtol=1e-9, atol=1e-12)
