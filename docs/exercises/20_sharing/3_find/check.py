import json
import tempfile
from pathlib import Path

import numpy as np

LR = 0.05


class Right:
    """The training of the exercise, with the state in our hands."""

    def __init__(self, seed, x, target):
        self.x, self.target = x, target
        self.rng = np.random.default_rng(seed)
        self.W = self.rng.standard_normal(5)
        self.m, self.v, self.t = np.zeros(5), np.zeros(5), 0

    def step(self):
        batch = self.rng.choice(60, 10, replace=False)
        error = self.x[batch] @ self.W - self.target[batch]
        g = 2 * error @ self.x[batch] / 10
        self.t += 1
        self.m += 0.1 * (g - self.m)
        self.v += 0.001 * (g**2 - self.v)
        m, v = self.m / (1 - 0.9**self.t), self.v / (1 - 0.999**self.t)
        self.W -= LR * m / (np.sqrt(v) + 1e-8)


def check(answer, say):
    with tempfile.TemporaryDirectory() as folder:
        yield from steps(answer, say, Path(folder) / "run.npz")


def steps(answer, say, file):
    data = np.random.default_rng(1)
    x = data.standard_normal((60, 5))
    target = x @ [1.0, -2, 3, 0, 1] + 0.1 * data.standard_normal(60)

    def never(count):
        training = answer.Training(0)
        for _ in range(count):
            training.step()
        return training

    def resumed(stops, count):
        training = answer.Training(0)
        for step in range(count):
            if step in stops:
                training.save(file)
                training = answer.Training(9)
                training.load(file)
            training.step()
        return training

    yield say(en="step is as it was", ja="step は元のまま")
    right = Right(0, x, target)
    for _ in range(30):
        right.step()
    assert np.allclose(never(30).W, right.W, rtol=1e-9, atol=1e-12), say(
        en="Without any stop, the training differs from the one that you were given. Leave step as it is: what is wrong is in save and load.",
        ja="止めなくても、元の学習と違う結果になります。step は変えないでください。間違いは save と load にあります。",
    )

    yield say(en="A file of numbers and text", ja="数と文字だけのファイル")
    training = never(30)
    training.save(file)
    try:
        with np.load(file, allow_pickle=False) as archive:
            for name in archive.files:
                archive[name]
        plain = True
    except ValueError:
        plain = False
    assert plain, say(
        en="There is an object in the file: only pickle can read it, and pickle runs what the file says. A number needs no object: np.savez(file, t=self.t, ...).",
        ja="ファイルにオブジェクトが入っています。読むには pickle が要り、pickle はファイルに書かれた命令を実行します。数を一つ加えるだけなら、np.savez(file, t=self.t, …) で足ります。",
    )

    yield say(en="What load brings back", ja="load で戻るもの")
    again = answer.Training(9)
    again.load(file)
    for name in ("W", "m", "v"):
        assert np.array_equal(getattr(again, name), getattr(training, name)), say(
            en=f"{name} is not what it was when it was saved. That was right before.",
            ja=f"{name} が、保存したときと違います。元のコードでは正しく戻っていました。",
        )
    state = again.rng.bit_generator.state
    assert state == training.rng.bit_generator.state, say(
        en="The generator is not where it was when it was saved. That was right before.",
        ja="乱数生成器が、保存したときの状態に戻っていません。元のコードでは正しく戻っていました。",
    )
    with np.load(file) as archive:
        in_file = any(
            archive[name].dtype.kind in "if" and archive[name].size == 1 for name in archive.files
        )
        texts = [archive[name] for name in archive.files if archive[name].dtype.kind in "USu"]
    in_file = in_file or any(has_number(text) for text in texts)
    assert again.t != 0 or not in_file, say(
        en="The missing number is in the file now. load does not read it yet.",
        ja="抜けていた数がファイルに入りました。load が、まだそれを読んでいません。",
    )
    assert again.t != 0, say(
        en="One attribute that step reads and changes is 0 again after load. In the log nothing shows, but Adam takes it for its first step.",
        ja="step が読み、変える属性のうち一つが、load のあと 0 に戻っています。ログには現れませんが、Adamは、それを最初の一歩だと思っています。",
    )
    assert again.t == training.t, say(
        en=f"t is {again.t} after load, and was {training.t} when it was saved.",
        ja=f"load のあとの t が {again.t} です。保存したときは {training.t} でした。",
    )

    yield say(en="Another training, another t", ja="ほかの学習では、ほかの t")
    early, late = never(3), never(50)
    early.save(file)
    late.save(file.with_name("late.npz"))
    again = answer.Training(9)
    again.load(file)
    assert again.t == 3, say(
        en=f"A training of 3 steps was saved, then another of 50 into another file. From the first file comes t = {again.t}: it must stand in the file, and nowhere else.",
        ja=f"3 歩の学習を保存し、次に 50 歩の学習を別のファイルに保存しました。一つ目のファイルから t = {again.t} が戻ります。t は、ほかのどこでもなく、ファイルの中に書いてください。",
    )

    yield say(
        en="Bit for bit, after one, two and many stops",
        ja="1 回、2 回、何回止めても、1 ビットも違わない",
    )
    whole = never(40)
    for stops in ([20], [7, 31], range(40)):
        training = resumed(stops, 40)
        for name in ("W", "m", "v"):
            got, wanted = getattr(training, name), getattr(whole, name)
            assert np.array_equal(got, wanted), say(
                en=f"Stopped {len(stops)} times, {name} differs by {np.abs(got - wanted).max():.1e}.",
                ja=f"{len(stops)} 回止めると、{name} が {np.abs(got - wanted).max():.1e} 違います。",
            )


def has_number(text):
    """Whether a text in the file holds a t beside the generator."""
    plain = text.tobytes().decode(errors="ignore") if text.dtype.kind == "u" else str(text)
    try:
        return "t" in json.loads(plain)
    except ValueError:
        return False
