import numpy as np

from lesson_code import Adam, Affine, ReLU, Sequential, simple_convnet
from lesson_code.exercises.grading import expect_array, expect_close


def relus_before_affine(net):
    """Every ReLU before the first affine layer, those of networks within the network too."""
    found = []
    for _, layer in net.walk():
        if isinstance(layer, Affine):
            break
        if isinstance(layer, ReLU):
            found.append(layer)
    return found


def counted(relus):
    """Count how often the first of them is passed, and by how many numbers all of them are."""
    seen = {"passes": 0, "numbers": 0}

    def counting(forward, is_first):
        def call(x, train=False):
            seen["passes"] += is_first
            seen["numbers"] += x.size
            return forward(x, train)

        return call

    for i, layer in enumerate(relus):
        layer.forward = counting(layer.forward, i == 0)
    return seen


def check(answer, say):
    rng = np.random.default_rng(1)
    x, t = rng.random((20, 1, 28, 28), np.float32), rng.integers(0, 10, 20)

    yield say(en="The same layers", ja="同じ層でできている")
    net = answer.build(np.random.default_rng(0))
    assert isinstance(net, Sequential), say(
        en=f"build(rng) gave a {type(net).__name__}. Return a network: Sequential([...]).",
        ja=f"build(rng) が {type(net).__name__} を返しました。Sequential([...]) でネットワークにして返してください。",
    )
    relus = relus_before_affine(net)
    assert relus, say(
        en="There is no ReLU before the affine layers. Less work, but another network: keep one there, "
        "in a better place.",
        ja="全結合層より前にReLUがありません。仕事は減りますが、別のネットワークになってしまいます。"
        "もっとよい場所に、一つ要ります。",
    )

    yield say(en="Same losses and parameters in three steps", ja="3 歩の損失とパラメータが同じ")
    right, right_optimizer = simple_convnet(np.random.default_rng(0)), Adam(0.001)
    optimizer, updates = Adam(0.001), []
    update = optimizer.update
    optimizer.update = lambda params, grads: (updates.append(1), update(params, grads))
    shapes = [[param.shape for param in network.params.values()] for network in (net, right)]
    assert shapes[0] == shapes[1], say(
        en=f"The network has other parameters than before: {shapes[0]}, not {shapes[1]}. Only the order of ReLU and pooling is to "
        "change.",
        ja=f"ネットワークのパラメータが違います。形状が {shapes[1]} ではなく {shapes[0]} です。変えるのは、ReLUとプーリングの順だけです。",
    )
    seen = counted(relus)
    before = {name: param.copy() for name, param in net.params.items()}
    for number in range(1, 4):
        wanted, grads = right.gradients(x, t)
        right_optimizer.update(right.params, grads)
        loss = float(expect_array(answer.step(net, optimizer, x, t), "step(...)", shape=()))
        assert not np.isclose(loss, right.loss(x, t), rtol=1e-6) or number > 1, say(
            en="step(...) returned the loss after the update. It cannot be had without a second forward "
            "pass. Return the one that belongs to the gradients.",
            ja="step(...) が、更新したあとの損失を返しました。それには二度目の順伝播が要ります。ほしいのは、"
            "勾配といっしょに求めた損失です。",
        )
        same = all(np.array_equal(net.params[name], param) for name, param in before.items())
        assert not same, say(
            en="The parameters did not change. Does step(...) still call optimizer.update?",
            ja="パラメータが変わっていません。step(...) は optimizer.update を呼んでいますか。",
        )
        assert len(updates) == number, say(
            en=f"In one step optimizer.update was called {len(updates)} times. The gradients of one pass are good for one step.",
            ja=f"1 歩で optimizer.update を {len(updates)} 回呼びました。一度求めた勾配で進めるのは 1 歩です。",
        )
        expect_close(loss, wanted, f"step(...), call {number}", rtol=1e-4)
    for mine, theirs in zip(net.params.values(), right.params.values(), strict=True):
        expect_close(mine, theirs, "net.params", rtol=1e-3, atol=1e-5)

    yield say(en="One forward pass a step", ja="順伝播は 1 歩に 1 回")
    assert seen["passes"] == 3, say(
        en=f"Three steps took {seen['passes']} forward passes. Which values does one of them compute again?",
        ja=f"3 歩で順伝播を {seen['passes']} 回しました。二度目の順伝播は、どの値をもう一度計算していますか。",
    )

    yield say(en="No number is looked at in vain", ja="捨てる数は調べない")
    numbers = seen["numbers"] // 3
    assert numbers == 86400, say(
        en=f"In one pass ReLU looks at {numbers} numbers before the affine layers; 20 * 30 * 12 * 12 = 86400 "
        "are enough. Who makes the arrays smaller, and may ReLU come after that?",
        ja=f"1 回の順伝播で、全結合層より前のReLUが {numbers} 個の数を調べています。20 * 30 * 12 * 12 = 86400 "
        "個で足ります。配列を小さくするのはどの層でしょう。ReLUはそのあとでもよいでしょうか。",
    )
