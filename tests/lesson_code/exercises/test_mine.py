"""The learner's own library in the terminal: built by checks, written out, trained with."""

import inspect
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from lesson_code import SGD, Trainer, cli, load_mnist, sigmoid_mlp
from lesson_code.exercises import files, library, mine, telling
from lesson_code.exercises.contract import unnamed
from lesson_code.exercises.files import ExerciseError, all_exercises, find_exercise
from lesson_code.exercises.grading import Problem
from lesson_code.exercises.library import LibraryError, Misfit, library_module, library_of, present
from lesson_code.exercises.pieces import all_pieces, check_fits, library_text, used_pieces
from lesson_code.exercises.progress import (
    ANSWERS,
    HOME_VARIABLE,
    Answer,
    Progress,
    Record,
    load_progress,
    save_progress,
)

PIECES = all_pieces()
ALL = len(PIECES.pieces)
SIGMOID = find_exercise("1", all_exercises()).text("solution")
OWN = """# Mine, with a helper and a try
import math as m
import numpy as np

LIMIT = 30  # why


def _half(z):  # a helper
    return z / 2


# The formula
def sigmoid(z):
    return (np.tanh(_half(np.clip(z, -LIMIT, LIMIT))) + 1) / 2


def sigmoid_derivative(z):
    x = sigmoid(z)
    return x * sigmoid(-z)


x = np.array([1.0, 2.0])
print(sigmoid(x), m.pi)
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An empty folder to work in, and no progress."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def run(*arguments):
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def good(*arguments):
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    return done.output


def refused(*arguments):
    done = run(*arguments)
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit)
    return done.output


def keep(**answers):
    progress = load_progress()
    for name, text in answers.items():
        progress.keep(name, Answer(text))
    save_progress(progress)


# ---- What of an answer becomes part of the library


def test_what_a_piece_needs_goes_into_the_library_and_nothing_else():
    text = library_text(PIECES, {"sigmoid": OWN})
    block = re.search(r"# ---- sigmoid: yours\n+(.*?)\n+# ---- ", text, re.DOTALL)[1]
    kept, tried = OWN.split("\n\nx = np.array")
    assert block == kept.split("import numpy as np\n\n")[1].rstrip()
    assert "print(sigmoid" in tried
    assert "print(sigmoid" not in text
    assert "import math" not in text, "only what is tried out needs it"
    assert text.count("\nimport numpy as np\n") == 1
    assert f"Yours: 1 of {ALL} pieces" in text


@pytest.mark.parametrize(
    ("program", "inside", "outside"),
    [
        ("def he(shape, rng): return W\nW = 1; V = 2\n", ["W = 1"], ["V = 2"]),
        ("import math\ndef he(s, r): return math.pi\n", ["import math\n"], []),
        ("from __future__ import annotations\ndef he(s: X, r): return 1\n", [], []),
        (
            "def he(s, r): return he.n\nhe.n = 1\nfor i in range(3): print(i)\n",
            ["he.n = 1"],
            ["range"],
        ),
        ("@staticmethod\n# why\ndef he(s, r): return 1\n", ["@staticmethod\n# why\n"], []),
        ("S = 2\nclass A: x = S\nhe = A\n", ["S = 2", "class A"], []),
        ("if True:\n    def he(s, r): return 1\nelse:\n    he = None\n", ["else:"], []),
        ("he = lambda s, r: [s for i in s]\ni = 5\n", ["he = lambda"], ["i = 5"]),
        ("def he(s, r, n=[N for N in (1,)]): return n\nQ = 5\n", ["n=[N"], ["Q = 5"]),
    ],
)
def test_programs_of_many_kinds(program, inside, outside):
    text = library_text(PIECES, {"he": program})
    block = re.search(r"# ---- he: yours\n+(.*?)\n+# ---- ", text, re.DOTALL)[1]
    head = text.partition("\n# ----")[0]
    assert all(part in block or part in head for part in inside)
    assert not any(part in block for part in outside)
    compile(text, "mine.py", "exec")


@pytest.mark.parametrize(
    ("program", "en", "ja"),
    [
        ("from lesson_code import he\n", "imports lesson_code", "lesson_code を読み込んで"),
        ("import scipy.stats\ndef he(s, r): return scipy\n", "imports scipy", "scipy を読み込んで"),
        ("def he(s, r):\n    import torch.nn\n    return 1\n", "imports torch", "torch を"),
        ("import mine\ndef he(s, r): return mine.ReLU\n", "it says `import mine`", "`import mine`"),
        ("from mine import ReLU as R\ndef he(s, r): return R\n", "under its own name", "元の名前"),
        ("def he(s, r):\n    from mine import ReLU\n    return ReLU\n", "at the top", "先頭で"),
        ("def relu(): 0\nReLU = relu\ndef he(s, r): return ReLU\n", "so does ReLU", "ReLU にも"),
        ("def accuracy(): 0\ndef he(s, r): return accuracy\n", "so does train", "train にも"),
        ("from math import exp as np\ndef he(s, r): return np\n", "defines `np`", "`np` を定義"),
        ("def he(s, r): return 1\n" + "#" * 20_000, "is the most", "上限の 20000 文字"),
    ],
)
def test_what_does_not_fit_is_said(program, en, ja):
    with pytest.raises(Problem) as caught:
        check_fits(PIECES["he"], program, PIECES, {})
    assert en in caught.value.texts["en"]
    assert ja in caught.value.texts["ja"]


def test_a_helper_of_two_pieces_must_mean_the_same():
    helper = "def _h(x): return x\n"
    other = helper + "class ReLU:\n    f = _h\n"
    he = "def he(s, r): return _h(s)\n"
    check_fits(PIECES["he"], helper + he, PIECES, {"ReLU": other})
    with pytest.raises(Problem, match="`_h`, and so does ReLU"):
        check_fits(PIECES["he"], "def _h(x): return 2\n" + he, PIECES, {"ReLU": other})


def test_used_pieces():
    program = "from mine import col2im, sigmoid\nimport numpy\n"
    assert [p.name for p in used_pieces(program, PIECES)] == ["sigmoid", "im2col"]
    assert used_pieces("def (", PIECES) == []


# ---- Kept by a check, and used by later ones


def test_an_answer_that_passes_is_kept_as_it_was_written():
    Path("01_sigmoid.py").write_text(SIGMOID.replace("1 + e)", "2 + e)"), encoding="utf-8")
    refused("check", 1)
    assert load_progress().pieces == {}
    Path("01_sigmoid.py").write_text(SIGMOID, encoding="utf-8-sig")  # as an editor of Windows may
    assert f"sigmoid is now part of your library, yours: 1 of {ALL}" in good("check", 1)
    assert load_progress().pieces == {"sigmoid": [Answer(SIGMOID)]}
    again = "# better\n" + SIGMOID
    Path("01_sigmoid.py").write_text(again, encoding="utf-8")
    good("check", 1)
    assert load_progress().pieces == {"sigmoid": [Answer(again), Answer(SIGMOID)]}
    assert "[x] sigmoid" in good("mine")
    assert "(yours, 1 older)" in good("mine")
    assert f"yours: 1 of {ALL}" in good("mine")
    assert f"自分のもの: {ALL} 個中 1 個" in good("mine", "--lang", "ja")


def test_an_answer_that_does_not_fit_passes_all_the_same():
    bad = SIGMOID + "\n\ndef train(): 0\nsigmoid.train = train\n"
    Path("01_sigmoid.py").write_text(bad, encoding="utf-8")
    output = good("check", 1)
    assert "sigmoid did not go into your library: it defines `train`, and so does train" in output
    assert load_progress().records["01_sigmoid/2_build"].passed
    assert load_progress().pieces == {}


def test_what_breaks_its_contract_is_told_when_it_has_passed_its_check():
    """An answer in lists is right, and no piece; kept pieces of others are not run to see that."""
    keep(Network="open('ran', 'w')\n" + PIECES["Network"].ours)
    lists = find_exercise("4", all_exercises()).folder / "right_loops.py"
    Path("04_softmax.py").write_bytes(lists.read_bytes() + b"\nprint('tried')\n")
    output = good("check", 4)
    assert "All of it is right" in output
    assert "softmax did not go into your library: `SoftmaxCrossEntropy().backward()`" in output
    assert "for a list, return `np.array(...)` of it" in output
    assert "リストなら" in good("check", 4, "--lang", "ja")
    assert "softmax" not in load_progress().pieces
    assert not Path("ran").exists()


def test_an_answer_may_print_when_it_is_kept_and_what_stops_it_is_said(capfd):
    silent = PIECES["he"].ours
    loud = silent.replace("def he(shape, rng):", "print('defined')\n\n\ndef he(shape, rng):")
    progress = Progress()
    assert library.keep_passed(PIECES["he"], loud, PIECES, progress) is None
    assert progress.pieces["he"] == [Answer(loud)]
    loud = swapped("Affine", ("self.dW =", "print('on the way back')\n        self.dW ="))
    assert library.keep_passed(PIECES["Affine"], loud, PIECES, progress) is None
    assert capfd.readouterr().out == ""
    stops = swapped("Affine", ("self.dW =", "self.dW = self.none or"))
    why = library.keep_passed(PIECES["Affine"], stops, PIECES, progress)
    assert why.texts["en"].startswith("AttributeError: 'Affine' object has no attribute 'none'")
    assert progress.pieces["Affine"] == [Answer(loud)]


CHECK = """
def check(answer, say):
    yield say(en="answer", ja="答え")
    assert answer.f() == 5, say(en=f"it is {answer.f()}", ja="5 ではない")
"""
ANSWER = "from mine import ReLU, sigmoid\n\n\ndef f():\n    return sigmoid(0)\n"


@pytest.fixture
def later(tmp_path, monkeypatch):
    """An exercise whose answer imports from the library."""
    folder = tmp_path / "all" / "09_later" / "2_build"
    folder.mkdir(parents=True)
    texts = "".join(f'[{name}]\nja = "題"\nen = "Title"\n' for name in ("title", "task"))
    (folder / "exercise.toml").write_text(
        f'lesson = "09-later"\nhints = []\n{texts}', encoding="utf-8"
    )
    (folder / "check.py").write_text(CHECK, encoding="utf-8")
    monkeypatch.setattr(files, "FOLDERS", (tmp_path / "all",))
    Path("09_later.py").write_text(ANSWER, encoding="utf-8")


def test_later_answers_get_the_learners_pieces_and_ours_for_the_rest(later):
    output = refused("check", 9)
    assert "from your library: sigmoid (ours), ReLU (ours)" in output
    assert "it is 0.5" in output
    five = "def sigmoid(z): return 5\ndef sigmoid_derivative(z): return 0\nprint(1 / 0)\n"
    keep(sigmoid=five)
    Path("mine.py").write_text("1 / 0", encoding="utf-8")  # a file of that name is not meant
    output = good("check", 9)
    assert "from your library: sigmoid (yours), ReLU (ours)" in output
    assert "（自分のもの）" in good("check", 9, "--lang", "ja")


def test_what_cannot_be_read_is_replaced_by_ours(later):
    keep(sigmoid="def (")
    output = refused("check", 9)
    assert "your sigmoid cannot be read" in output
    assert "it is 0.5" in output
    assert "your sigmoid cannot be read" in refused("mine", "write", "x.py")
    check_fits(PIECES["he"], PIECES["he"].ours, PIECES, {"sigmoid": "def ("})


# ---- The commands


def test_every_text_is_in_both_languages():
    for name, texts in {**mine.TEXTS, **telling.TEXTS}.items():
        assert set(texts) == {"ja", "en"}, name
        fields = [sorted(re.findall(r"{\w+[^}]*}", text)) for text in texts.values()]
        assert fields[0] == fields[1], name


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("take ReLU", "お手本になりました"),
        ("back he", "前のものを戻しました"),
        ("write m.py", "を作りました"),
        ("export e.json", "に書き出しました"),
        ("import kept.json", "読み込みました"),
        ("train --images 100 --epochs 1", "テスト画像の正解率"),
    ],
)
def test_the_language_stands_before_a_command_or_after_it(command, says):
    keep(he="def he(): 1\n")
    keep(he="def he(): 2\n")
    good("mine", "export", "kept.json")
    name, *values = command.split()
    assert set(mine.mine.commands) == {"take", "back", "write", "export", "import", "train"}
    assert says in good("mine", name, *values, "--lang", "ja")
    again = ["--overwrite"] if name in ("write", "export") else []
    if name != "back":  # of which there is one
        assert says in good("mine", "--language", "ja", name, *values, *again)
        assert says not in good("mine", "--lang", "ja", name, *values, *again, "--lang", "en")


def test_a_command_may_be_spelled_like_an_option():
    assert "[-] ReLU" in good("mine", "--take", "ReLU") + good("mine")
    assert "wrote --take" in good("mine", "--lang", "en", "--write", "--", "--take")
    for spelling in ("--trains", "--train=3", "-train"):
        done = run("mine", spelling)
        assert done.exit_code == 2
        assert "No such option" in done.output


def test_pieces_are_taken_and_older_ones_fetched_back():
    assert "no piece 'afine'; there are sigmoid" in refused("mine", "take", "afine")
    assert "Affine is ours now" in good("mine", "take", "affine")
    assert "[-] Affine" in good("mine")
    assert f"yours: 0 of {ALL}" in good("mine")
    assert "Affine: 0 older answers are kept, not 1" in refused("mine", "back", "Affine")
    keep(Affine="class Affine: 1\n")
    keep(Affine="class Affine: 2\n")
    good("mine", "back", "Affine")
    present_first = [answer.text[14:15] for answer in load_progress().pieces["Affine"]]
    assert present_first[:2] == ["1", "2"]
    good("mine", "back", "Affine", 2)
    assert load_progress().pieces["Affine"][0] == Answer(PIECES["Affine"].ours, ours=True)
    for k in range(9):
        keep(Affine=f"class Affine: {k}\n")
    assert len(load_progress().pieces["Affine"]) == ANSWERS


def test_the_library_is_written_once():
    keep(sigmoid=OWN)
    assert "wrote mine.py" in good("mine", "write", "--language", "en")
    text = Path("mine.py").read_text(encoding="utf-8")
    assert text == library_of(PIECES, load_progress())
    keep(sigmoid=SIGMOID)
    assert "already here; write over it with --overwrite" in refused("mine", "write", "mine.py")
    assert Path("mine.py").read_text(encoding="utf-8") == text
    good("mine", "write", "mine.py", "--overwrite")
    assert "# why" not in Path("mine.py").read_text(encoding="utf-8")
    assert "the folder no does not exist; make it first" in refused("mine", "write", "no/mine.py")
    assert [p.name for p in Path().iterdir()] == ["mine.py"]


def test_progress_and_pieces_go_from_one_computer_to_another(tmp_path, monkeypatch):
    keep(sigmoid=OWN, later_piece="kept, though not known here")
    progress = load_progress()
    progress.records["01_sigmoid/2_build"] = Record(True, 1, {"answer": "x"})
    progress.others["questions"] = {"a": 1}
    save_progress(progress)
    good("mine", "export", "p.json")
    assert "already here" in refused("mine", "export", "p.json")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "other"))
    keep(sigmoid=SIGMOID)
    assert "exercises: 1, pieces: 2" in good("mine", "import", "p.json")
    there = load_progress()
    assert there.pieces.pop("sigmoid") == [Answer(OWN), Answer(SIGMOID)]
    progress.pieces.pop("sigmoid")
    assert there == progress
    before = (tmp_path / "other" / "progress.json").read_text(encoding="utf-8")
    for text in ("", "{", json.dumps({"format": "x"}), before.replace("false", "0", 1)):
        Path("bad.json").write_text(text, encoding="utf-8")
        done = run("mine", "import", "bad.json")
        if text != before:
            assert "bad.json cannot be read" in done.output
    assert (tmp_path / "other" / "progress.json").read_text(encoding="utf-8") == before


def test_what_was_kept_elsewhere_takes_nothing_away():
    here = Progress({"a": Record(True, 3)}, {"he": [Answer("1"), Answer("2")]}, {"x": 1})
    here.merge(Progress({"a": Record(False, 1)}, {"he": [Answer("3"), Answer("2")]}, {"y": 2}))
    assert here.records == {"a": Record(True, 3)}
    assert here.pieces == {"he": [Answer("3"), Answer("2"), Answer("1")]}
    assert here.others == {"x": 1, "y": 2}


def test_training_names_what_is_ours_and_learns():
    keep(sigmoid=OWN)
    output = good("mine", "train", "--images", 2000, "--epochs", 3, "--save", "n.npz")
    assert f"yours: 1 of {ALL}" in output
    assert "made of sigmoid, Affine, softmax, Network, train_step\n" in output
    assert "ours: Affine, softmax, Network, train_step\n" in output
    shares = [float(share) for share in re.findall(r"([\d.]+)% of the test images", output)]
    assert len(shares) == 3
    assert shares[-1] > 75
    assert Path("n.npz").stat().st_size > 300_000
    assert "already here" in refused("mine", "train", "--save", "n.npz")
    Path("mine-convolution.npz").write_text("of the training before")
    output = good("mine", "train", "--network", "convolution", "--images", 1200)
    assert "\nsaved as mine-convolution.npz;" in output
    with np.load("mine-convolution.npz") as arrays:
        assert arrays["11.W"].shape == (100, 10)
    assert "sigmoid" not in output.splitlines()[1]
    assert float(re.search(r"([\d.]+)% of the test images", output)[1]) > 60


def lesson_6_in_the_learners_hands():
    """Each piece up to lesson 6 built otherwise than ours, checked, and kept by its check."""
    names = []
    for piece in PIECES.pieces:
        if piece.lesson <= "06-digits" and piece.name != "numerical_gradient":
            names.append(piece.name)
            if piece.exercise:
                exercise = find_exercise(piece.exercise, all_exercises())
                *_, right = sorted(exercise.folder.glob("right_*.py"))
                Path(exercise.file).write_bytes(right.read_bytes())
                assert f"{piece.name} is now part of your library" in good("check", exercise.number)
            else:
                keep(**{piece.name: piece.ours})
    assert names == ["sigmoid", "Affine", "softmax", "Network", "train_step"]


@pytest.mark.slow
def test_after_lesson_6_the_learners_library_does_what_the_lessons_network_does():
    lesson_6_in_the_learners_hands()
    output = good("mine", "train", "--epochs", 2, "--seed", 5)
    assert "made of sigmoid, Affine, softmax, Network, train_step\n" in output
    assert "\nours:" not in output, "all of it is the learner's"
    shares = [float(share) for share in re.findall(r"([\d.]+)% of the test images", output)]

    (x, t), (x_test, t_test) = load_mnist()
    rng = np.random.default_rng(5)
    network = sigmoid_mlp(rng, hidden=(100,))
    trainer = Trainer(network, SGD(1.0), rng=rng, batch_size=100)
    epochs = trainer.fit(x[:50_000], t[:50_000], x_test, t_test, epochs=2)
    assert np.abs(np.subtract([100 * e.test_accuracy for e in epochs], shares)).max() < 0.5
    assert shares[-1] > 90


def test_nothing_of_ours_trains_but_what_stands_in_the_library(monkeypatch):
    """While it trains, of the package's functions those alone run that call the library."""
    for piece in PIECES.pieces:
        keep(**{piece.name: piece.ours})
    called = set()

    def note(frame, event, argument):
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.partition(".")[0] in ("lesson_code", library.LIBRARY):
            called.add(module)

    (x, t), _ = load_mnist()
    module = library_module(library_of(PIECES, load_progress()))
    for network in ("affine", "convolution"):
        sys.setprofile(note)
        try:
            training = library.Training(module, network, np.random.default_rng(0))
            list(training.epoch(x[:100], t[:100]))
            training.accuracy(x[:20], t[:20])
        finally:
            sys.setprofile(None)
    assert called == {library.__name__, library.LIBRARY}


def test_the_settings_of_a_training_are_those_of_the_command():
    first, again, other, small = (
        re.findall("loss.*", good("mine", "train", "--epochs", 1, "--images", 500, *more))
        for more in ([], ["--lr", 1, "--batch-size", 100, "--seed", 0], ["--lr", 0.1],
                     ["--batch-size", 10])
    )  # fmt: skip
    assert first == again
    assert len({*first, *other, *small}) == 3
    told = good("mine", "train", "--help")
    module = library_module(library_of(PIECES, Progress()))
    for network, default in (("affine", "1,"), ("convolution", "CNN 0.002")):
        lr = inspect.signature(module.NETWORKS[network]).parameters["lr"].default
        assert default in told
        assert default.strip("CN ,") == f"{lr:g}"
    done = run("mine", "train", "--images", 100, "--batch-size", 101)
    assert done.exit_code == 2
    assert "expected at most the 100 images" in done.output


# ---- Pieces that do not keep their contract


def swapped(name, *changes):
    """Our piece with something in it changed, as an older answer may have it."""
    text = PIECES[name].ours
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


OTHER_NAMES = [("self.W", "self.weights"), ("self.b", "self.bias"), (".d", ".grad_")]
MISFITS = [
    ("Affine", OTHER_NAMES, "its attribute `W` after `backward`, and there is none"),
    ("Affine", [("self.db =", "self.gradient =")], "attribute `db`"),
    ("Affine", [("self.dW = ", "self.dW = 3 #")], "it is a int of shape ()"),
    (
        "Affine",
        [
            ("@ self.W +", "@ self.copy +"),
            ("self.W, self.b = W, b", "self.W, self.b, self.copy = W, b, W.copy()"),
        ],
        "`W` was changed in place",
    ),
    ("Affine", [("W, b)", "shape)")], "TypeError: Affine.__init__() takes 2"),
    ("softmax", [("return d / len(d)", "return d.sum()")], "a float64 of shape ()"),
    ("softmax", [(".mean()", ".tolist()")], "gives a list in place of one number"),
    ("Network", [("(getattr(layer, name),", "(getattr(layer, name).copy(),")], "of Affine's `W`"),
    ("Network", [('"W", "b", "gamma", "beta"', '"gamma", "beta"')], "of Affine's `W`"),
    ("train_step", [("p -= self.lr * g", "p = p - self.lr * g")], "`p -= ...`, for `p = p - ...`"),
    ("train_step", [("    optimizer.update", "    # optimizer.update")], "changes no parameter"),
    ("train_step", [("return value", "print(value)")], "gives a NoneType in place of one number"),
]
DECAYS = [
    ([("p *= 1", "p = p * (1"), ("self.rate\n", "self.rate)\n")], "does not halve `W` in place"),
    ([("if p.ndim > 1:", "if p.ndim:")], "or changes a bias, too"),
    ([("        self.optimizer.update", "        # self.optimizer.update")], "0 times in a step"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "changes", "why"), MISFITS)
def test_a_piece_that_breaks_its_contract_is_not_trained(name, changes, why):
    keep(**{name: swapped(name, *changes)})
    output = refused("mine", "train", "--images", 100)
    assert f"nothing was trained, for your {name} does not fit: " in output
    assert why in output
    assert f"or take our {name}: python -m lesson_code mine take {name}\n" in output
    assert not PIECES[name].exercise or f"mend {name}, pass its exercise again: " in output
    assert f"{name} が部品の決まりに合わない" in refused("mine", "train", "--lang", "ja")


@pytest.mark.parametrize(("changes", "why"), DECAYS)
def test_a_weight_decay_that_breaks_its_contract_is_not_trained(changes, why):
    keep(WeightDecay=swapped("WeightDecay", *changes))
    output = refused("mine", "train", "--images", 100, "--network", "convolution")
    assert "nothing was trained, for your WeightDecay does not fit: " in output
    assert why in output
    assert (
        "mend WeightDecay, pass its exercise again: python -m lesson_code exercise 11.3" in output
    )


def test_a_network_that_knows_affine_layers_alone_is_no_network_for_others():
    affine = 'if hasattr(layer, name) and "Affine" in str(type(layer))'
    keep(Network=swapped("Network", ("if hasattr(layer, name)", affine)))
    good("mine", "train", "--images", 100, "--epochs", 1)
    output = refused("mine", "train", "--images", 100, "--network", "convolution")
    assert "your Network does not fit: `parameters()` lacks the pair of BatchNorm's" in output
    keep(Convolution=swapped("Convolution", ("self.db =", "self.grad =")))
    output = refused("mine", "train", "--images", 100, "--network", "convolution")
    assert "your Convolution does not fit" in output, "and not what is made of it"
    for name in ("Network", "Convolution"):
        good("mine", "take", name)
    good("mine", "train", "--images", 100, "--network", "convolution")


def test_a_piece_that_never_names_what_others_need_is_marked_without_being_run():
    keep(Affine="open('ran', 'w')\n" + swapped("Affine", *OTHER_NAMES))
    output = good("mine")
    assert "[!] Affine" in output
    assert "(yours, but its code never says .W, .b, .dW, .db)" in output
    assert "to mend Affine, pass its exercise again: python -m lesson_code exercise 3" in output
    assert not Path("ran").exists()
    good("mine", "take", "Affine")
    assert "[!]" not in good("mine")


@pytest.mark.slow
def test_every_right_answer_fits():
    """What a check lets pass, the library can use, or it says how to make an array of a list."""
    misfits = []
    for piece in PIECES.pieces:
        exercises = [e for e in all_exercises() if e.name == piece.exercise]
        for program in (p for e in exercises for p in sorted(e.folder.glob("right_*.py"))):
            answer = program.read_text(encoding="utf-8")
            assert unnamed(piece, answer) == [], program
            text = library_text(PIECES, {piece.name: answer})
            network = "affine" if piece.lesson <= "06-digits" else "convolution"
            try:
                library.check_contracts(PIECES, text, library_module(text), network)
            except Misfit as error:
                misfits.append((piece.name, error.piece, "in place of an array" in str(error)))
        assert unnamed(piece, piece.ours) == []
    assert all(name == blamed and a_list for name, blamed, a_list in misfits), misfits


def test_where_the_learners_library_stops_is_said():
    keep(ReLU="class ReLU:\n    def forward(self, x):\n        return x / self.none\n")
    output = refused("mine", "train", "--network", "convolution", "--images", 100)
    assert "your library stopped:" in output
    assert "return x / self.none" in output
    assert "lesson_code" not in output.partition("stopped:")[2]
    with pytest.raises(LibraryError, match="ZeroDivisionError"):
        library_module("1 / 0")


def test_nothing_kept_runs_unless_asked():
    """Showing, writing, taking and checking other things run no line of a kept piece."""
    keep(ReLU="import pathlib\npathlib.Path('ran').touch()\nclass ReLU: ran = open('ran', 'w')\n")
    for arguments in (["mine"], ["mine", "write", "m.py"], ["mine", "export", "e.json"]):
        good(*arguments)
    good("mine", "import", "e.json")
    Path("01_sigmoid.py").write_text(SIGMOID, encoding="utf-8")
    good("check", 1)
    assert not Path("ran").exists()


def test_what_is_written_runs_alone(tmp_path):
    keep(sigmoid=OWN)
    good("mine", "write", "mine.py")
    command = [sys.executable, "-I", "-W", "error", "mine.py"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("gradient check: ")
    assert list(present(PIECES, load_progress())) == ["sigmoid"]


def test_a_table_that_cannot_be_read_is_refused(tmp_path):
    (tmp_path / "pieces.toml").write_text('[[piece]]\nname = "he"\n', encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"pieces\.toml"):
        all_pieces(tmp_path)
