"""It does not learn: what its two boxes ask Python answers as the terminal does.

So do its table of who sees what, and the tables of planted faults that this is made of.
"""

from __future__ import annotations

import importlib.util
import json
import re
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from lesson_code import cli
from lesson_code.cli.clinic import TEXTS as OF_DOCTOR
from lesson_code.cli.examining import TEXTS as OF_EXAMINE
from scripts import fill_instruments
from scripts.book import exercise_pages, page_python, pages, samples
from scripts.experiments.clinic import FAULTS, SEEN

PROGRAMS = pages.DOCS / "shared" / "python"
STARTER = samples.SAMPLES / "98_clinic" / "dropout.py"
LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
NOTHING = dict.fromkeys(("given", "kind", "shape"), "")


def load(name: str) -> ModuleType:
    """Load a program of the page, not as the main program."""
    spec = importlib.util.spec_from_file_location(name, PROGRAMS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def page(language: str) -> str:
    return (pages.DOCS / language / "does-not-learn.md").read_text(encoding="utf-8")


def label(language: str, figure: str, key: str) -> str:
    """A text of a box, as the page's source has it."""
    block = page(language).split(f'data-figure="{figure}"')[1].split("</div>")[0]
    [text] = re.findall(rf"^- `{key}`: (.*)$", block, re.MULTILINE)
    return text


def terminal(*arguments: object) -> list[str]:
    done = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
    assert done.exit_code in (0, 1), done.output
    return done.output.splitlines()


def lines_of(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    """What the box shows of findings, spaced as in the terminal."""
    shown = []
    for found in answer["findings"]:
        shown += [f"{found['state']} {found['line']}", found["meaning"], found["page"]]
    return shown


def in_terminal(*arguments: str, language: str) -> list[str]:
    """The same lines of the command, without what stands above and below them."""
    said = terminal("doctor", *arguments, "--lang", language)
    findings = [
        line for line in said[:-1] if not line.startswith(OF_DOCTOR["digits"][language][:9])
    ]
    plain = [re.sub(r"[ 　]+", " ", line.strip()) for line in findings]
    return [line.rpartition(f"docs/{language}/")[2] for line in plain]


# ---- Numbers


@LANGUAGES
@pytest.mark.parametrize(
    "numbers",
    [
        {"loss": "2.3012", "accuracy": "0.1135"},
        {"train_accuracy": "0.1124", "test_accuracy": "11.35%"},
        {"loss": "nan"},
        {"accuracy": "0.1"},
        {"test_accuracy": "0.98"},
    ],
)
def test_numbers_are_read_as_in_the_terminal(language: str, numbers: dict[str, str]) -> None:
    answer = load("read_numbers").answer(language, numbers, "")
    options = [part for name, text in numbers.items() for part in (f"--{name}", text)]
    options = [part.replace("_", "-") for part in options]
    assert lines_of(answer) == in_terminal(*options, language=language)


@LANGUAGES
def test_a_log_is_read_as_in_the_terminal(language: str, tmp_path: Path) -> None:
    log = tmp_path / "train.log"
    log.write_text(
        "epoch 1/3  loss 2.31  train accuracy 0.5  test accuracy 0.5\n"
        "epoch 2/3  loss 2.4  train accuracy 0.1032  test accuracy 0.1010\n"
        "epoch 3/3  loss 2.3026  train accuracy 0.1127  test accuracy 0.1135\n"
    )
    answer = load("read_numbers").answer(language, {}, log.read_text())
    assert lines_of(answer) == in_terminal("--log", str(log), language=language)
    digits = label(language, "decoder", "digits").replace("%digits", ", ".join(answer["digits"]))
    said = terminal("doctor", "--log", log, "--lang", language)
    assert answer["digits"] == ["-", "3", "1"]
    assert digits.lower() == said[0].lower()


def test_what_is_no_number_is_told_by_its_field() -> None:
    program = load("read_numbers")
    assert program.answer("en", {"loss": "2.3", "accuracy": "x"}, "") == {"wrong": "accuracy"}
    assert program.answer("en", {"loss": "-"}, "") == {"wrong": "loss"}
    assert program.answer("en", {}, "nothing of the kind") == {"wrong": "noNumbers"}


@LANGUAGES
def test_the_boxes_have_the_words_of_the_terminal(language: str) -> None:
    for key in ("fault", "note", "fine"):
        assert label(language, "check-layer", key) == OF_EXAMINE[key][language].strip()
    for key, name in (("faults", "n"), ("healthy", "n"), ("line", "line")):
        said = label(language, "check-layer", key).replace(f"%{name}", f"{{{name}}}")
        assert said.strip() == OF_EXAMINE[key][language].strip()
    no_sign = label(language, "decoder", "noSign").lower()
    assert OF_DOCTOR["no_sign"][language].lower()[-20:] == no_sign.removesuffix(".")[-20:]


@LANGUAGES
def test_the_page_says_how_much_is_loaded(language: str) -> None:
    files = page_python.pyodide_files(compiled=True)
    parts = ("pyodide", "compiled-stdlib", "compiled-numpy", "numpy")
    size = sum(file["size"] for name, file in files.items() if name.startswith(parts))
    size += len(page_python.package_archive())
    for figure in ("decoder", "check-layer"):
        [said] = re.findall(r"(\d+) MB", label(language, figure, "how"))
        assert abs(int(said) - size / 1e6) < 1


def test_the_page_brings_the_labels_that_the_decoder_counts(tmp_path: Path) -> None:
    archive = tmp_path / "lesson_code.zip"
    archive.write_bytes(page_python.package_archive())
    with zipfile.ZipFile(archive) as files:
        data = [name for name in files.namelist() if "/datasets/data/" in name]
    assert len(data) == 2
    assert all("-labels-" in name for name in data)


# ---- A layer


@LANGUAGES
def test_the_starter_has_one_mistake_and_it_is_named(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my_layers.py").write_text(STARTER.read_text("utf-8"), encoding="utf-8")
    asked = {**NOTHING, "given": "rate=0.5"}
    answer = load("check_layer").answer(language, "Dropout", **asked)
    assert answer["faults"] == 1
    said = terminal("examine", "my_layers.py:Dropout", "--with", "rate=0.5", "--lang", language)
    levels = {key: label(language, "check-layer", key) for key in ("fault", "note", "fine")}
    assert [f"my_layers.py: {answer['subject']}"] + [
        f"{levels[found['level']]} {found['text']}" for found in answer["findings"]
    ] == [re.sub(" +", " ", line.strip()) for line in said[:-1] if f"docs/{language}/" not in line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("rate=0.5", {"rate": 0.5}),
        ("rate = 0.5, mode='same', size=[3, 4],", {"rate": 0.5, "mode": "same", "size": [3, 4]}),
        ("reduction=mean, bias=false, x=True, y=null, z=-1", {"reduction": "mean", "bias": False,
                                                              "x": True, "y": None, "z": -1}),
        ("--with rate=0.5 --with seed=1", {"rate": 0.5, "seed": 1}),
    ],
)  # fmt: skip
def test_arguments_are_written_as_in_a_call(text: str, expected: dict[str, object]) -> None:
    assert load("check_layer").arguments_of(text) == expected


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("given", "0.5"),
        ("given", "rate=open('x')"),
        ("given", "rate=0.5) or (1"),
        ("given", "**{}"),
        ("kind", "dropuot"),
        ("shape", "3,0"),
        ("shape", "1000,1000"),
        ("shape", "3;4"),
    ],
)
def test_a_field_that_is_not_understood_is_named(field: str, text: str) -> None:
    answer = load("check_layer").answer("en", "Dropout", **{**NOTHING, field: text})
    assert answer["wrong"] == field


@LANGUAGES
def test_what_cannot_be_examined_gets_a_sentence(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    program = load("check_layer")
    for text, part in (("class A:\n  def f(self:\n", "2"), ("class A:\n  pass\n", "forward")):
        Path("my_layers.py").write_text(text)
        assert part in program.answer(language, "A", **NOTHING)["problem"]


def test_the_learners_own_library_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    Path("my_layers.py").write_text("from mine import Affine\n\n\nclass Mine(Affine):\n    pass\n")
    Path("pieces.json").write_text(exercise_pages.served("en")["exercises/pieces.json"])
    Path("progress.json").write_text(
        json.dumps({"format": "lesson-code progress", "version": 2, "exercises": {}})
    )
    asked = {"language": "en", "name": "Mine", **NOTHING, "kind": "affine"}
    Path("asked.json").write_text(json.dumps(asked))
    load("check_layer").main()
    assert json.loads(capsys.readouterr().out)["faults"] == 0


# ---- Who sees what


@LANGUAGES
def test_the_page_tells_of_every_fault_once_and_with_the_doctors_name(language: str) -> None:
    rows = fill_instruments.rows(page(language))
    assert sorted(row.fault for row in rows) == sorted(FAULTS)
    for row in rows:
        name = SEEN[row.fault]["doctor"]
        assert row.doctor == f"`{name}`" if name else "`" not in row.doctor, row.fault


@LANGUAGES
def test_the_table_of_instruments_is_current(language: str) -> None:
    text = page(language)
    assert fill_instruments.filled(text, language) == text, "python scripts/fill_instruments.py"


def test_a_page_without_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="instruments-table"):
        fill_instruments.filled("## A page {#a}\n", "en")
