import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from lesson_code.exercises.grading import expect_array, expect_changed

CHOICES = {"kind": ("float16", "float32"), "extra": ("layers", "numbers", "total")}
CHANGE = {
    "ja": "`save` は、配列の型（dtype）がネットワークで何であっても、{kind} にして書きます。`load` で書き込んだあとも、ネットワークの配列の型は変わりません。また、ファイルに `{extra}` という名前の数を一つ加えます。値は{what}。この数がないときや合わないときも、`load` は何も変えずに例外を投げます。",
    "en": "`save` writes arrays as {kind}, whatever their dtype in the network, which stays what it is when `load` has written into them. Besides, the file holds one more number, under the name `{extra}`: {what}. `load` also refuses a file in which this number is missing or does not agree: it changes nothing and raises an exception.",
}
WHAT = {
    "layers": {
        "ja": " `len(network.layers)`、つまり、保存するもののない層も数えた層の数です",
        "en": "`len(network.layers)`, which also counts layers with nothing to save",
    },
    "numbers": {
        "ja": "、ファイルのほかの配列にある数の個数を、すべて合わせたものです",
        "en": "how many numbers the other arrays in the file have together",
    },
    "total": {
        "ja": "、ファイルのほかの配列にある数すべての（型を変えたあとの）和です。float64 で計算し、float64 のまま書きます。違いが 0.001 以下なら、合っているとみなします",
        "en": "the sum of all numbers in the other arrays of the file, as they are there. It is computed and written in float64, and agrees if it differs by 0.001 or less",
    },
}
NAMES = ("W", "b", "gamma", "beta", "running_mean", "running_var")


def words(language, kind, extra):
    """What the text of the change needs besides."""
    return {"what": WHAT[extra][language]}


def made(seed, M=3, dtype=np.float64):
    """Two affine layers with batch norm and ReLU between them."""
    rng = np.random.default_rng(seed)

    def layer(**shapes):
        return SimpleNamespace(
            **{name: (20 + 9 * rng.random(shape)).astype(dtype) for name, shape in shapes.items()}
        )

    norm = layer(**dict.fromkeys(NAMES[2:], M))
    return SimpleNamespace(
        layers=[layer(W=(4, M), b=M), norm, SimpleNamespace(), layer(W=(M, 2), b=2)]
    )


def arrays_of(network):
    return {
        f"{i}.{name}": array
        for i, layer in enumerate(network.layers)
        for name, array in vars(layer).items()
    }


def check(answer, say, kind, extra):
    with tempfile.TemporaryDirectory() as folder:
        yield from steps(answer, say, Path(folder), kind, extra)


def steps(answer, say, folder, kind, extra):
    file = folder / "weights.npz"

    def read():
        with np.load(file, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}

    for dtype in ("float64", "float32"):
        yield say(en=f"save, from {dtype}", ja=f"save：{dtype} から")
        first = made(0, dtype=dtype)
        own = arrays_of(first)
        answer.save(file, first)
        there = sorted(path.name for path in folder.iterdir())
        assert there, say(en="There is no file.", ja="ファイルができていません。")
        assert there == ["weights.npz"], say(
            en=f"Expected one file, weights.npz; found {there}.",
            ja=f"weights.npz だけができるはずですが、{there} があります。",
        )
        held = read()
        assert set(held) != set(own), say(
            en=f"The file holds what the lesson's own exercise asks for, and no `{extra}`. Read again what this variant changes.",
            ja=f"ファイルの中身がレッスンの演習のままで、`{extra}` がありません。この類題で何が変わるかを、もう一度読んでください。",
        )
        assert set(held) == {*own, extra}, say(
            en=f"The file should hold {', '.join([*own, extra])}, and holds {', '.join(held)}.",
            ja=f"ファイルに入るのは {'、'.join([*own, extra])} ですが、{'、'.join(held)} が入っています。",
        )
        for name, array in own.items():
            assert held[name].dtype == kind, say(
                en=f"{name} is in the file as {held[name].dtype}, and should be {kind}.",
                ja=f"ファイルの {name} の型が {held[name].dtype} です。{kind} にしてください。",
            )
            code = f'archive["{name}"]'
            expect_changed(held[name], array.astype(kind), array, code, rtol=0)
        wanted = {"layers": len(first.layers), "numbers": 0, "total": 0.0}
        for name in own:
            for number in held[name].ravel().tolist():
                wanted["numbers"] += 1
                wanted["total"] += number
        code = f'archive["{extra}"]'
        number = expect_array(held[extra], code)
        assert number.size == 1, say(
            en=f"`{code}` has shape {number.shape}, and should be one number.",
            ja=f"`{code}` の形状が {number.shape} です。数は一つだけのはずです。",
        )
        assert abs(number.item() - wanted[extra]) <= 0.001, say(
            en=f"`{code}` is {number.item()}, expected {wanted[extra]}.",
            ja=f"`{code}` が {number.item()} です。正しくは {wanted[extra]} です。",
        )

        yield say(en=f"load, into {dtype}", ja=f"load：{dtype} へ")
        second = made(1, dtype=dtype)
        before = arrays_of(second)
        answer.load(file, second)
        for name, got in arrays_of(second).items():
            assert np.shares_memory(got, before[name]), say(
                en=f"{name} of the network is another array now. Write into the one that was there.",
                ja=f"ネットワークの {name} が、別の配列に取り替えられています。元の配列に書き込んでください。",
            )
            expect_changed(got, held[name].astype(dtype), own[name], name, rtol=0)

    yield say(en="Files that load must refuse", ja="load が読んではいけないファイル")
    first = made(0)

    def refused(network, en, ja, edit=None):
        """Whether it is, and whether the network is as before."""
        answer.save(file, first)
        if edit is not None:
            held = read()
            edit(held)
            with open(file, "wb") as opened:
                np.savez(opened, **held)
        old = {name: array.copy() for name, array in arrays_of(network).items()}
        raised = False
        try:
            answer.load(file, network)
        except Exception:  # which kind is the learner's choice
            raised = True
        assert raised, say(
            en=f"{en}, and load raised no exception.", ja=f"{ja}のに、load が例外を投げません。"
        )
        kept = all(np.array_equal(old[name], a) for name, a in arrays_of(network).items())
        assert kept, say(
            en=f"{en}: load raised an exception, but the network was already changed. Compare everything first.",
            ja=f"{ja}場合に、例外を投げましたが、ネットワークがもう変わっています。先にすべてを比べてください。",
        )

    def one_more(held):
        held[extra] = held[extra] + 1

    refused(
        made(2),
        f"`{extra}` was taken out of the file",
        f"ファイルから `{extra}` を取り除いた",
        lambda held: held.pop(extra),
    )
    refused(
        made(2),
        f"`{extra}` in the file is larger by 1 than it should be",
        f"ファイルの `{extra}` が、正しい値より 1 大きい",
        one_more,
    )
    if extra == "layers":
        longer = made(2)
        longer.layers.append(SimpleNamespace())
        refused(
            longer,
            "The network has one layer more, with nothing to save in it",
            "ネットワークに、保存するもののない層が一つ多い",
        )
    if extra == "total":

        def damage(held):
            held["3.W"][1, 1] += 1

        refused(
            made(2),
            "One number of 3.W in the file has changed",
            "ファイルの 3.W の数が一つ変わっている",
            damage,
        )
    refused(made(2, M=4), "The network is wider than the file's", "ネットワークの幅が違う")
    refused(
        made(2),
        "1.running_var was taken out of the file",
        "ファイルから 1.running_var を取り除いた",
        lambda held: held.pop("1.running_var"),
    )

    if sys.platform != "win32":  # where an open file cannot be replaced
        yield say(en="An older file stays whole", ja="前のファイルが途中で変わらない")
        answer.save(file, first)
        old = file.read_bytes()
        with open(file, "rb") as reader:
            answer.save(file, made(3, M=1))
            left = reader.read()
        assert left == old, say(
            en="Whoever was reading the older file found other bytes in it. Write under another name, then os.replace.",
            ja="前のファイルを読んでいたプログラムから、中身が変わって見えました。別の名前で書いてから os.replace を使ってください。",
        )
