"""Everything that the command line says is there in both languages, and comes in the one asked."""

import importlib
import pkgutil
import re

import click
import pytest
from click.testing import CliRunner

import lesson_code
from lesson_code import cli
from lesson_code._help import in_japanese, japanese_help, japanese_option
from lesson_code._help_ja import HELP
from lesson_code._language import asked_language

JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


def commands(command=cli.main, key=""):
    """All commands, each by its names below the program."""
    yield key, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from commands(command.commands[name], f"{key} {name}".strip())


COMMANDS = dict(commands())


def call(*arguments, system="C.UTF-8"):
    return CliRunner(env={"LC_ALL": system}).invoke(cli.main, [str(a) for a in arguments])


def options(command):
    with click.Context(command) as ctx:
        found = [p for p in command.get_params(ctx) if isinstance(p, click.Option)]
    return [next(name for name in option.opts if name.startswith("--")) for option in found]


@pytest.mark.parametrize("key", COMMANDS)
def test_help_is_japanese_where_the_reader_is(key):
    said = call(*key.split(), "--help", "--lang", "ja").output
    assert said == call("--lang=ja", *key.split(), "-h").output
    assert said == call(*key.split(), "-h", system="ja_JP.UTF-8").output
    for english in ("Usage", "Options", "Commands", "Examples", "Show", "default", "required"):
        assert not re.search(rf"\b{english}\b", said)
    assert said.startswith("使い方: ")
    assert all(option in said for option in options(COMMANDS[key]))
    assert not JAPANESE.search(call(*key.split(), "--help").output)
    assert call(*key.split(), "--help", "--lang", "en", system="ja_JP.UTF-8").output == (
        call(*key.split(), "--help").output
    )


def test_no_japanese_help_is_left_over_and_each_is_of_now():
    used = set(COMMANDS)
    for key, command in COMMANDS.items():
        for option in options(command):
            used.add(f"{key} {option}" if f"{key} {option}" in HELP else option)
            assert JAPANESE.search(japanese_option(key, option))
        english = command.help or ""
        japanese = japanese_help(command, key)
        # what is typed stands in both: examples, and the names of what comes after a command
        for line in re.findall(r"^ +(?:python|bash|fish) .*", english, re.MULTILINE):
            if "LESSON_COMPLETE" not in line:
                assert line.strip() in japanese
        for name in re.findall(r"\b(?:CHECKPOINT|INDEX|FILE|LESSON|NAME|NUMBER)\b", english):
            assert name in japanese, key
    assert used == set(HELP)


WRONG = [
    ["trai"],
    ["nonsense"],
    ["train", "--modell", "x"],
    ["train", "--model", "lenett"],
    ["train", "--epochs", "0"],
    ["train", "--epochs", "few"],
    ["train", "--lr", "small"],
    ["train", "--epochs"],
    ["train", "--out", "a_file"],
    ["train", "--set", "hidden"],
    ["train", "--patience", "3"],
    ["train", "more"],
    ["accuracy"],
    ["accuracy", "no-such-run"],
    ["accuracy", "empty"],
    ["check"],
    ["check", "--hint=3", "1"],
    ["check", "1", "--watch", "--hint"],
    ["mine", "trai"],
    ["mine", "write", "empty"],
    ["mine", "write", "no/such/folder/mine.py"],
    ["examine", "x.py:Y", "--input", "3,0"],
]


@pytest.mark.parametrize("wrong", WRONG, ids=" ".join)
def test_a_mistake_is_told_in_japanese(wrong, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "a_file").touch()
    done = call(*wrong, "--lang", "ja") if wrong[-1] != "--epochs" else call("--lang=ja", *wrong)
    assert done.exit_code in (1, 2)
    last = done.output.rstrip().rpartition("\n")[2]
    assert last.startswith("エラー: ")
    # what was typed, and what may be, is named; no word beside it is English
    named = r"'[^']*'|--[\w-]+|[\w./-]*\b(?:npz|py|such|folder|empty|MNIST|more|hidden)\b"
    assert not re.findall(r"[A-Za-z]{2,}", re.sub(named, "", last))
    assert call(*wrong).output.rstrip().rpartition("\n")[2].startswith("Error: ")


def test_what_click_may_say_tomorrow_stays_as_it_is():
    assert in_japanese("Something new.") == "Something new."


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["train", "--lang", "ja"], "ja"),
        (["--language=en", "train"], "en"),
        (["--lang", "ja", "mine", "--lang", "en"], "en"),
        (["--lang", "de"], None),
        (["--lang"], None),
        (["mine", "write", "--", "--lang=ja"], None),
        ([], None),
    ],
)
def test_the_language_is_known_before_the_line_is_understood(arguments, language):
    assert asked_language(arguments) == language


def modules():
    for room in ("cli", "exercises"):
        package = importlib.import_module(f"lesson_code.{room}")
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            if hasattr(module, "TEXTS"):
                yield module


def test_every_text_is_in_both_languages_with_the_same_values():
    found = list(modules())
    assert len(found) >= 8
    for module in found:
        for name, texts in module.TEXTS.items():
            assert set(texts) == {"ja", "en"}, (module.__name__, name)
            fields = [sorted(set(re.findall(r"{(\w+)", text))) for text in texts.values()]
            assert fields[0] == fields[1], (module.__name__, name)


def test_no_module_says_a_sentence_of_its_own():
    """What a command says to a person goes through its TEXTS."""
    spoken = re.compile(
        r"(?:ClickException|UsageError|BadParameter|tell)\(\s*f?\"[^\"]*[a-z]{3,} [a-z]{2,}"
    )
    for found in pkgutil.walk_packages(lesson_code.__path__, "lesson_code."):
        if found.name.split(".")[1] in ("cli", "exercises"):
            module = importlib.import_module(found.name)
            source = importlib.util.find_spec(module.__name__).loader.get_source(module.__name__)
            assert not spoken.findall(source), found.name


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "trained on images of your own"), ("ja", "自分の画像で学習したネットワーク")],
)
def test_predict_says_that_it_takes_more_than_digits(language, said):
    text = CliRunner().invoke(cli.main, ["predict", "--help", "--lang", language]).output
    assert said in "".join(text.split()) or said in " ".join(text.split())
