"""The mistakes that can be named: their sentences are in data/mistakes.toml, in both languages."""

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lesson_code._text import one_line
from lesson_code.examine.report import Finding
from lesson_code.exercises.grading import line_in

TABLE = Path(__file__).with_name("data") / "mistakes.toml"

# What is put behind a sentence, by `shown` in the table: where it was seen, and by how much
SHOWN = {
    "gradient": {
        "en": " [{which} at {at}{mode}: relative error {error}; index {place}: {got}, "
        "measured {want}]",
        "ja": "［{which}、形状 {at}{mode}：相対誤差 {error}。添字 {place} が {got}、"
        "数値微分では {want}］",
    },
    "output": {
        "en": " [{at}{mode}: index {place}: {got}, the formula says {want}]",
        "ja": "［形状 {at}{mode}：添字 {place} が {got}、式では {want}］",
    },
    "": {"en": "", "ja": ""},
}
WRITES = {"writes", "writes-dout"}  # after which a run may go on, with arrays that can be written
MODES = {
    True: {"en": ", training", "ja": "、学習"},
    False: {"en": ", inference", "ja": "、推論"},
    None: {"en": "", "ja": ""},
}


@functools.cache
def mistakes() -> dict[str, dict[str, Any]]:
    """The table, by name."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def found(name: str, *, line: int | None = None, **values: Any) -> Finding:
    """What the table says under a name, told with its numbers.

    A value that differs between the languages is handed over as a mapping from language to text.
    """
    entry = mistakes()[name]
    texts = {}
    for language, shown in SHOWN[entry.get("shown", "")].items():
        held = {n: v[language] if isinstance(v, Mapping) else v for n, v in values.items()}
        if "mode" in held:
            held["mode"] = MODES[held["mode"]][language]
        texts[language] = (entry[language] + shown).format(**held).strip()
    return Finding(name, entry["level"], texts, line, entry.get("read", ""))


def stopped(error: Exception, path: str, which: str) -> Finding:
    """An exception in the program that is examined, with its own line."""
    line = line_in(error, path)
    function = {"x": "forward", "y": "forward", "dout": "backward"}.get(which, which)
    code = "" if line is None else f"    {line.text}"
    number = None if line is None else line.number
    if isinstance(error, ValueError) and "read-only" in str(error) and line is not None:
        name = "writes-dout" if which == "dout" else "writes"
        return found(name, line=number, which=which, function=function, code=code)
    what = f"{type(error).__name__}: {one_line(error)}"
    return found("stopped", line=number, function=function, what=what, code=code)


def in_words(finding: Finding) -> dict[str, str]:
    """A finding as a part of another sentence, with the line that it is about."""
    if finding.line is None:
        return dict(finding.texts)
    en, ja = finding.texts["en"], finding.texts["ja"]
    return {"en": f"Line {finding.line}: {en}", "ja": f"{finding.line} 行目：{ja}"}
