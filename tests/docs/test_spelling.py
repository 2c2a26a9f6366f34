"""A Japanese word has one spelling, on the pages, in the docstrings and in the messages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = (
    *("README.ja.md", "CONTRIBUTING.ja.md", "docs/MAINTAINING.ja.md", "docs/api.ja.toml"),
    *("mkdocs.yml", "docs/ja/**/*.md", "docs/questions/*.toml", "docs/theme/**/*.html"),
    *("docs/exercises/**/*.py", "docs/exercises/**/*.toml", "docs/shared/js/**/*.js"),
    *("lesson_code/**/*.py", "lesson_code/**/*.toml", "scripts/**/*.py"),
)
TEXTS = sorted({path.relative_to(ROOT).as_posix() for at in PLACES for path in ROOT.glob(at)})
KANA = "ぁ-んァ-ヶー一-龥、。（）「」："

DROPOUT = (
    rf"(?<=[{KANA}])(\*\*)?Dropout(?![\w`])"
    rf"|(?<![\w`./:-])(?<!: )Dropout(?=[{KANA}])"
)

# What is not written: how it is written.
SPELLINGS = {
    r"オプティマイザー": "オプティマイザ",
    r"パラメーター": "パラメータ",
    r"フィルター": "フィルタ",
    r"サーバー": "サーバ",
    r"ブラウザー": "ブラウザ",
    r"フォルダー": "フォルダ",
    r"メモリー": "メモリ",
    r"コンピューター": "コンピュータ",
    r"レイヤ(?!ー)": "レイヤー",
    DROPOUT: "ドロップアウト",  # the technique; the class keeps its name
    r"([書読打入])([きみちり])こ(?=[むんみめまも])": r"\1\2込",
    r"行な(?=[うっいわえ])": "行",
    r"わか(?=[るりっら])": "分か",
    r"くり返|くりかえ": "繰り返",
    r"書きか(?=[えわ])": "書き換",
    r"あてはま": "当てはま",
    r"例えば": "たとえば",
    r"出来(?=[るなまたて])": "でき",
    r"全て": "すべて",
    r"毎に": "ごとに",
    r"下さい": "ください",
    r"気付": "気づ",
    r"真ん中": "まん中",
    r"一番": "いちばん",
    r"(?<!仲)良い": "よい",
    r"はじめて": "初めて",
    r"もとの": "元の",
    r"(?<!一つ)ひとつ": "一つ",
    r"ふたつ": "二つ",
    r"([}\d]|%\w) ?つ": r"\1 個 (or 一つ, 二つ ... in words)",  # there is no 12 つ
    r"(?<!-)2 ?乗": "二乗",
    r"学習データ": "訓練データ",
}
ALSO = re.compile(r"別名：.*|検索用：.*")  # the glossary tells which other words there are


def problems_of_spelling(text: str) -> list[str]:
    """Spellings that the site does not use."""
    text = ALSO.sub("", text)
    return [
        f"line {text.count(chr(10), 0, match.start()) + 1}: {match[0]}: write {match.expand(right)}"
        for wrong, right in SPELLINGS.items()
        for match in re.finditer(wrong, text)
    ]


def test_words_are_spelled_in_one_way() -> None:
    found = [
        f"{n}: {p}" for n in TEXTS for p in problems_of_spelling((ROOT / n).read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "二つのオプティマイザーが",
        "5 章でAffineレイヤを",
        "過学習とDropout",
        "Dropoutを止めます。",
        "配列に書きこみます。",
        "くり返します。",
        "もうひとつの層",
        "誤りが 1 つ",
        "誤りが {n} つ",
        "%n つ見つかりました",
        "差の 2 乗",
    ],
)
def test_another_spelling_is_found(text: str) -> None:
    assert problems_of_spelling(text)


@pytest.mark.parametrize(
    "text",
    [
        "コードは [`Dropout`][lesson_code.layers.dropout.Dropout] です。",
        "my_layers.py:Dropout や",
        "my_layers.py: Dropout（層）を",
        "Affine, Dropout, BatchNorm",
        "別名：Dropout。",
        "検索用：フィルター",
        "値の一つひとつを",
        "レイヤー正規化",
        "目盛りは10の-2乗のあたり",
    ],
)
def test_good_spelling_is_left_alone(text: str) -> None:
    assert not problems_of_spelling(text)
