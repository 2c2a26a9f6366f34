import os
import sys
import tempfile
import zipfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np

NAMES = ("W", "b", "gamma", "beta", "running_mean", "running_var")


class Hostile:
    """Loading it makes an empty folder, and does nothing else."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (str(self.folder),)


def made(seed, M=3, trained=False, dtype=np.float64):
    """Two affine layers with batch norm, ReLU and dropout; after training they keep more."""
    rng = np.random.default_rng(seed)

    def affine(D, M):
        return SimpleNamespace(
            W=rng.standard_normal((D, M)).astype(dtype), b=rng.standard_normal(M).astype(dtype)
        )

    norm = SimpleNamespace(
        **{name: 1 + rng.random(M).astype(dtype) for name in NAMES[2:]}, eps=1e-5, training=False
    )
    layers = [
        affine(4, M),
        norm,
        SimpleNamespace(),
        SimpleNamespace(rng=rng, rate=0.5),
        affine(M, 2),
    ]
    if trained:
        layers[0].x = rng.random((5, 4))
        layers[0].dW = rng.random((4, M))
        layers[1].x_hat = rng.random((5, M))
        layers[2].positive = rng.random((5, M)) > 0.5
    return SimpleNamespace(layers=layers)


def arrays_of(network):
    return {
        (i, name): getattr(layer, name)
        for i, layer in enumerate(network.layers)
        for name in NAMES
        if hasattr(layer, name)
    }


def copies(network):
    return {key: np.array(array) for key, array in arrays_of(network).items()}


def same(network, wanted):
    found = arrays_of(network)
    return all(np.array_equal(found[key], array) for key, array in wanted.items())


class FullDisk:
    """From the second array of a file on there is no room left."""

    def __enter__(self):
        self.before, self.count = zipfile.ZipFile.open, 0

        def opened(archive, name, mode="r", *args, **kwargs):
            self.count += mode == "w"
            if mode == "w" and self.count > 1:
                raise OSError(28, "No space left on device")
            return self.before(archive, name, mode, *args, **kwargs)

        zipfile.ZipFile.open = opened

    def __exit__(self, *_):
        zipfile.ZipFile.open = self.before


def check(answer, say):
    with tempfile.TemporaryDirectory() as folder:
        yield from steps(answer, say, Path(folder))


def steps(answer, say, folder):
    first = made(0, trained=True)
    wanted = copies(first)
    file = folder / "weights.npz"

    yield say(en="save writes a file that NumPy reads", ja="save：NumPyが読めるファイルができる")
    answer.save(file, first)
    there = sorted(path.name for path in folder.iterdir())
    assert there, say(en="There is no file.", ja="ファイルができていません。")
    assert file.exists(), say(
        en=f"There is no weights.npz, but {', '.join(there)}. np.savez appends .npz to a name that does not end in it; hand it an opened file instead.",
        ja=f"weights.npz がなく、{'、'.join(there)} があります。np.savez は、.npz で終わらない名前に .npz を付けます。開いたファイルを渡してください。",
    )
    assert there == ["weights.npz"], say(
        en=f"Beside weights.npz there is {', '.join(name for name in there if name != 'weights.npz')}. When save is done, nothing else may be left.",
        ja=f"weights.npz のほかに {'、'.join(name for name in there if name != 'weights.npz')} が残っています。save が終わったら、ほかのファイルは残しません。",
    )
    assert zipfile.is_zipfile(file), say(
        en="weights.npz is no npz file. Was it written by pickle? Use np.savez.",
        ja="weights.npz が npz のファイルではありません。pickle で書いていませんか。np.savez を使ってください。",
    )
    try:
        with np.load(file, allow_pickle=False) as archive:
            held = {name: archive[name] for name in archive.files}
    except ValueError:
        held = None
    assert held is not None, say(
        en="There are objects in the file, so that only pickle can read it. Give np.savez one array for each name, not a list or a dictionary of arrays.",
        ja="ファイルにオブジェクトが入っていて、pickle でしか読めません。np.savez には、リストや辞書ではなく、一つの名前に一つの配列を渡してください。",
    )

    yield say(en="Everything that was learned is in it", ja="学習したものがすべて入っている")
    expected = {f"{i}.{name}": array for (i, name), array in wanted.items()}
    names = ", ".join(held)
    missing = [name for name in expected if name not in held]
    assert not missing or not set(held) <= set(NAMES), say(
        en=f"The file holds {names}: all layers with a W use one name, and only the last is left. Put the layer's number before it: 0.W, 4.W.",
        ja=f"ファイルに入っている名前は {names} です。W を持つ層が二つあるのに名前が同じなので、最後のものしか残りません。0.W、4.W のように、層の番号を前に付けてください。",
    )
    assert not missing or set(held) & set(expected), say(
        en=f"The file holds {names}. Call them by the layer's number, a dot and the attribute, 0.W, so that others can read your file.",
        ja=f"ファイルに入っている名前は {names} です。ほかのプログラムも読めるように、層の番号、点、属性の名前をつなげて、0.W のようにしてください。",
    )
    assert not missing or not all("running" in name for name in missing), say(
        en=f"{missing[0] if missing else ''} is not in the file. It has no gradient, but at inference batch norm uses it.",
        ja=f"{missing[0] if missing else ''} がファイルにありません。勾配はありませんが、推論のときにバッチ正規化が使います。",
    )
    assert not missing, say(
        en=f"The file lacks {', '.join(missing)}. It holds {names}.",
        ja=f"{'、'.join(missing)} がファイルにありません。入っているのは {names} です。",
    )
    more = [name for name in held if name not in expected]
    assert not more, say(
        en=f"The file also holds {', '.join(more)}, which was not learned: a network that has not trained yet lacks it, and cannot be loaded into.",
        ja=f"学習したものではない {'、'.join(more)} まで入っています。まだ学習していないネットワークにはないので、読み込めなくなります。",
    )
    for name, array in expected.items():
        assert np.array_equal(held[name], array) or not np.allclose(held[name], array, rtol=1e-2), (
            say(
                en=f"{name} is in the file with fewer digits than it has. Write the arrays as they are.",
                ja=f"{name} が、桁を減らしてファイルに入っています。配列はそのまま書いてください。",
            )
        )
        assert np.array_equal(held[name], array), say(
            en=f"{name} in the file is not that of the network.",
            ja=f"ファイルの {name} が、ネットワークのものと違います。",
        )

    yield say(en="load puts it back, in place", ja="load：元の配列に書き込む")
    second = made(1)
    before = arrays_of(second)
    old = copies(second)
    answer.load(file, second)
    after = arrays_of(second)
    assert not same(second, old), say(
        en="load changed nothing in the network.",
        ja="load を呼んでも、ネットワークが変わりません。",
    )
    for (i, name), array in wanted.items():
        got = after[i, name]
        assert got is before[i, name] or np.shares_memory(got, before[i, name]), say(
            en=f"{name} of layer {i} is another array now. Whoever holds the old one, an optimiser for instance, does not see it: write into it, array[...] = ...",
            ja=f"層 {i} の {name} が、別の配列に取り替えられています。元の配列を持っているもの（オプティマイザなど）からは見えません。array[...] = … で中身に書き込んでください。",
        )
        assert np.array_equal(got, array), say(
            en=f"{name} of layer {i} is not what was saved.",
            ja=f"層 {i} の {name} が、保存したものと違います。",
        )
    assert same(first, wanted), say(
        en="The network that was saved has changed.",
        ja="保存したほうのネットワークが変わっています。",
    )

    yield say(
        en="Every bit, also of float32, and over an older file",
        ja="1 ビットも違わない：float32でも、上書きでも",
    )
    for dtype in (np.float32, np.float64):
        precise, other = made(5, dtype=dtype), made(6, dtype=dtype)
        precise.layers[0].W[0, :2] = [np.pi * 1e-30, -0.0]
        answer.save(file, precise)
        answer.load(str(file), other)
        for key, array in arrays_of(precise).items():
            got = arrays_of(other)[key]
            assert got.dtype == dtype and got.tobytes() == array.tobytes(), say(
                en=f"{key[1]} in {np.dtype(dtype)} came back as other numbers, or is of type {got.dtype}.",
                ja=f"{np.dtype(dtype)} の {key[1]} が、別の数になって（または {got.dtype} になって）戻りました。",
            )

    yield say(en="A file of another network", ja="別のネットワークのファイル")
    answer.save(file, first)
    short = made(7)
    short.layers = short.layers[:2]
    unlike = made(7)
    unlike.layers[4].W = np.zeros((3, 5))
    unlike.layers[4].b = np.zeros(5)
    longer = made(7)
    longer.layers.append(SimpleNamespace(W=np.zeros((2, 2)), b=np.zeros(2)))
    narrow = folder / "narrow.npz"
    answer.save(narrow, made(8, M=1))
    for which, network, ja, en in (
        (narrow, made(7), "幅が 1 のネットワークのファイル", "a file of a network of width 1"),
        (
            file,
            unlike,
            "最後の層だけ形状が違うネットワーク",
            "a network whose last layer has another shape",
        ),
        (file, longer, "層が一つ多いネットワーク", "a network with one layer more"),
        (file, short, "層が少ないネットワーク", "a network with fewer layers"),
    ):
        old = copies(network)
        raised = False
        try:
            answer.load(which, network)
        except Exception:  # which kind is the learner's choice
            raised = True
        assert raised or same(network, old) or which != narrow, say(
            en="The file's W has shape (4, 1), the network's (4, 3), and load said nothing: NumPy has spread the one column over all three. Compare shapes before "
            "you write.",
            ja="ファイルの W は形状 (4, 1)、ネットワークの W は (4, 3) なのに、load は何も言いません。NumPyが、一列を三列に広げました。書き込む前に、形状を比べてください。",
        )
        assert raised, say(
            en=f"For {en} load raised no exception.", ja=f"{ja}で、load が例外を投げません。"
        )
        assert same(network, old), say(
            en=f"For {en} load raised an exception, but part of the network was already changed. Compare everything first.",
            ja=f"{ja}で、例外を投げましたが、ネットワークの一部がもう変わっています。先にすべてを比べてください。",
        )

    yield say(
        en="Stopped while writing: the older file is still there",
        ja="書いている途中で止まる：前のファイルが残る",
    )
    answer.save(file, first)
    stopped = False
    with FullDisk():
        try:
            answer.save(file, made(9))
        except OSError:
            stopped = True
    again = made(10)
    try:
        answer.load(file, again)
        kept = same(again, wanted)
    except Exception:
        kept = False
    assert kept, say(
        en="The disk was full in the middle of writing, and the older file is lost. Write under another name; when all is written, os.replace.",
        ja="書いている途中でディスクがいっぱいになり、前のファイルも失われました。別の名前で書き、書き終わってから os.replace で名前を変えてください。",
    )
    assert stopped, say(
        en="The disk was full, and save said nothing. Let the exception pass: whoever calls it must know.",
        ja="ディスクがいっぱいで書けなかったのに、save は何も言いません。例外はそのまま通してください。呼んだ人が知る必要があります。",
    )
    if sys.platform != "win32":  # where an open file cannot be replaced
        with open(file, "rb") as reader:
            size = os.fstat(reader.fileno()).st_size
            answer.save(file, made(11, M=1))
            left = os.fstat(reader.fileno()).st_size
        assert left == size, say(
            en="A program that was reading the older file found other bytes in it: the new ones were written into the same file. Write under another name, then os.replace.",
            ja="前のファイルを読んでいたプログラムから、途中で中身が変わって見えました。同じファイルに書き込んでいます。別の名前で書いてから os.replace を使ってください。",
        )

    yield say(en="A file with an object in it", ja="オブジェクトの入ったファイル")
    answer.save(file, first)
    with np.load(file, allow_pickle=False) as archive:
        names = archive.files
        held = {name: archive[name] for name in names}
    held[names[0]] = np.array([Hostile(folder / "ran")], dtype=object)
    with open(file, "wb") as opened:
        np.savez(opened, **held)
    raised = False
    try:
        answer.load(file, made(12))
    except Exception:
        raised = True
    assert not (folder / "ran").exists(), say(
        en="The file held an object, and reading it ran what the object named. Read with np.load(file, allow_pickle=False), which is also the default.",
        ja="ファイルにオブジェクトが入っていて、読むだけで、その中に書かれた関数が動きました。np.load(file, allow_pickle=False) で読んでください（何も書かなければ False です）。",
    )
    assert raised, say(
        en="The file held an object in place of numbers, and load said nothing.",
        ja="数の代わりにオブジェクトが入っていたのに、load は何も言いません。",
    )
