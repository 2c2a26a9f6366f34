"""Griffe extension: show the Japanese docstrings of docs/api.ja.toml in place of the English ones.

The source keeps English docstrings; the table holds the Japanese ones by the object's path, for
example `"lesson_code.windows.im2col"`, in the same Google style with the same parameters.
tests/docs compares the two.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import griffe

TABLE = Path(__file__).resolve().parents[2] / "docs" / "api.ja.toml"


class Japanese(griffe.Extension):
    """Replace each docstring that has an entry in the table."""

    def __init__(self) -> None:
        super().__init__()
        self.table: dict[str, str] = tomllib.loads(TABLE.read_text(encoding="utf-8"))

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Swap the text; its sections are parsed later, so they come out Japanese too."""
        text = self.table.get(obj.path)
        if text is None:
            return
        if obj.docstring is None:
            obj.docstring = griffe.Docstring(text.strip(), parent=obj)
        else:
            obj.docstring.value = text.strip()
