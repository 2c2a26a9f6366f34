import json

import numpy as np


def check(answer, say):
    def drawn(rng):
        """A few numbers of every kind: what is drawn last shows a half that was left over."""
        return [
            rng.integers(100, size=3, dtype=np.int32),
            rng.permutation(20),
            rng.random(3),
            rng.standard_normal(2),
        ]

    def equal(a, b):
        return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))

    def restored(seed, before):
        """A generator that was put back, what was drawn after, and what it should have been."""
        rng, again = np.random.default_rng(seed), np.random.default_rng(seed)
        before(rng)
        text = json.dumps(rng.bit_generator.state)
        wanted = drawn(rng)
        came_back = answer.restore(again, text)
        return again, came_back, text, drawn(again), wanted

    def never(rng):
        return drawn(np.random.default_rng(rng))

    yield say(en="It goes on where it was", ja="続きから始まる")
    _, came_back, text, got, wanted = restored(20, lambda rng: rng.random(1000))
    assert equal(got, wanted) or not isinstance(came_back, np.random.Generator), say(
        en="A new generator came back, and the one that was handed over is as it was. The layers hold that one: change its state.",
        ja="新しい生成器が返ってきましたが、渡した生成器は元のままです。層が持っているのは、渡したほうです。その状態を変えてください。",
    )
    assert equal(got, wanted) or not equal(got, never(20)), say(
        en="The generator begins from the beginning, as its seed made it: each time a training is resumed, it would go through the images in the "
        "order of its first epoch again. Assign to rng.bit_generator.state.",
        ja="生成器が、シードから作ったばかりの状態のままです。これでは、再開するたびに、最初のエポックと同じ順番で画像を使います。"
        "rng.bit_generator.state に代入してください。",
    )
    seed = json.loads(text)["state"]["state"]
    assert equal(got, wanted) or not equal(got, never(seed)), say(
        en="The state was used as a seed. A seed is scrambled before it becomes a state, so this is another sequence: assign the whole dictionary to "
        "rng.bit_generator.state.",
        ja="状態の数を、シードとして使っています。シードはかき混ぜられてから状態になるので、別の乱数列です。辞書を丸ごと rng.bit_generator.state に代入してください。",
    )
    assert equal(got, wanted), say(
        en=f"After restore the order is {got[1][:6]}..., expected {wanted[1][:6]}...",
        ja=f"restore のあとの順番が {got[1][:6]}… です。正しくは {wanted[1][:6]}… です。",
    )

    yield say(en="However much was drawn before", ja="それまでに引いた数によらない")
    for n in (0, 1, 77):
        *_, got, wanted = restored(n, lambda rng, n=n: rng.random(n))
        assert equal(got, wanted), say(
            en=f"After {n} numbers were drawn it goes on in another way. It must not matter how many they were: the state says it all.",
            ja=f"それまでに {n} 個引いていると、続きが違います。何個引いたかを数える必要はありません。状態にすべて書いてあります。",
        )

    yield say(en="Half a number that was left over", ja="使い残した半分の乱数")
    *_, got, wanted = restored(3, lambda rng: rng.integers(100, size=5, dtype=np.int32))
    assert equal(got, wanted), say(
        en="An odd count of 32-bit numbers was drawn, and half of a 64-bit number is left over for the next. It stands in the state as has_uint32 and "
        "uinteger: take over the whole dictionary.",
        ja="32 ビットの乱数を奇数個引くと、64 ビットの半分が、次のために残ります。状態の中の has_uint32 と uinteger です。辞書を丸ごと戻してください。",
    )
