"""The command `examine`: what it says, and its exit codes."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from lesson_code import cli
from lesson_code.examine.examining import examine_file

DOCS = Path(__file__).resolve().parents[3] / "docs"
PROGRAMS = Path(__file__).parent / "programs"
FAMOUS = PROGRAMS / "famous.py"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSON_CODE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def examine(*arguments, language="en"):
    return CliRunner().invoke(cli.main, ["examine", *map(str, arguments), "--language", language])


def test_what_is_in_order_ends_with_0():
    done = examine(f"{PROGRAMS / 'from_scratch.py'}:Affine")
    assert done.exit_code == 0, done.output
    assert "Affine, a layer, examined as affine" in done.output
    assert done.output.endswith("No fault was found.\n")


def test_a_fault_is_named_with_its_number_and_ends_with_1():
    done = examine(f"{FAMOUS}:TutorialDropout", language="ja")
    assert done.exit_code == 1
    assert "forward は 2 倍、backward は 1 倍です" in done.output
    assert done.output.rstrip().endswith("誤りが 1 個見つかりました。")


def test_a_layer_that_raises_is_reported_with_its_own_line():
    done = examine(f"{FAMOUS}:Raises")
    lines = FAMOUS.read_text(encoding="utf-8").splitlines()
    number = lines.index("        return dout @ np.ones((7, 7))") + 1
    assert done.exit_code == 1
    assert f"line {number}: backward stopped (ValueError: " in done.output
    assert "return dout @ np.ones((7, 7))" in done.output
    assert done.output.rstrip().endswith("Faults found: 1.")


def test_a_loop_without_an_end_is_stopped():
    done = examine(f"{FAMOUS}:Loops", "--seconds", 3)
    assert done.exit_code == 2
    assert "has not ended after 3 s" in done.output


def test_arguments_are_handed_over_and_kinds_named(tmp_path):
    done = examine(f"{FAMOUS}:Needs", "--with", "temperature=2.5", "--as", "other", "--input", "3")
    assert done.exit_code == 0, done.output
    assert examine(f"{FAMOUS}:Needs", "--as", "drop-out").exit_code == 2
    assert "expected NAME=VALUE" in examine(f"{FAMOUS}:Needs", "--with", "2.5").output
    for sizes in ("3,zwei", "0", "1000,1000"):
        assert "expected the sizes" in examine(f"{FAMOUS}:Needs", "--input", sizes).output


def test_what_cannot_be_examined_ends_with_2(tmp_path):
    for target in (f"{FAMOUS}:Nobody", str(FAMOUS), f"{tmp_path / 'none.py'}:Layer"):
        done = examine(target)
        assert done.exit_code == 2, done.output
        assert "expected" in done.output


def test_a_program_may_import_what_lies_beside_it_and_the_pieces_of_the_library(tmp_path):
    (tmp_path / "beside.py").write_text("FACTOR = 3.0\n", encoding="utf-8")
    program = tmp_path / "layers.py"
    program.write_text(
        "from beside import FACTOR\nfrom mine import sigmoid\n\n\n"
        "class Swish:\n"
        "    def forward(self, x):\n"
        "        self.x, self.s = x, sigmoid(FACTOR * x)\n"
        "        return x * self.s\n\n"
        "    def backward(self, dout):\n"
        "        return dout * (self.s + FACTOR * self.x * self.s * (1 - self.s))\n",
        encoding="utf-8",
    )
    done = examine(f"{program}:Swish")
    assert done.exit_code == 0, done.output
    assert "gradients are those measured" in done.output


DROPOUT = """
import numpy as np
rng = np.random.default_rng(0)
class Dropout:
    def __init__(self, rate):
        self.rate, self.training = rate, True
    def forward(self, x):
        self.mask = np.ones(x.shape, bool)
        if self.training:
            self.mask = rng.random(x.shape) >= self.rate
        return x * self.mask * x.dtype.type(1 / (1 - self.rate))
    def backward(self, dout):
        return dout * self.mask
"""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_shows_what_is_printed(language, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "lesson_code.cli.examining.run_examination",
        lambda path, name, given, kind, shape, *_: examine_file(path, name, given, kind, shape),
    )
    deeper = "[Linear(n_in, 5), ReLU(), Linear(5, 5), ReLU(), Linear(5, 4), ReLU()]"
    network = (PROGRAMS / "torch_like.py").read_text(encoding="utf-8")
    for old, new in (
        ("[Linear(n_in, 5), ReLU(), Linear(5, 4), ReLU()]", deeper),
        ("n_in=6, n_out=3", "n_in=784, n_out=10"),
        ("class Net(Module)", "class Right(Module)"),
        ("class NetWrong(Net)", "class Net(Right)"),
    ):
        assert old in network
        network = network.replace(old, new)
    Path("my_layers.py").write_text(DROPOUT, encoding="utf-8")
    Path("my_net.py").write_text(network, encoding="utf-8")
    page = (DOCS / language / "reference" / "command-line.md").read_text(encoding="utf-8")
    for arguments in (
        ["my_layers.py:Dropout", "--with", "rate=0.5"],
        ["my_net.py:Net", "--input", "784"],
    ):
        assert f"python -m lesson_code examine {' '.join(arguments)}\n" in page
        done = examine(*arguments, language=language)
        assert f"```text\n{done.output}```" in page, done.output
