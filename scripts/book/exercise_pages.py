"""The exercises as the pages need them: their hints in Markdown, and the files that are served."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache

from lesson_code.exercises.files import LANGUAGES, Exercise, all_exercises
from lesson_code.exercises.pieces import all_pieces
from scripts.book.pages import DOCS

EXERCISES = DOCS / "exercises"
HINTS_PLACE = "<!-- hints -->"
HINT = {"ja": "ヒント {n}", "en": "Hint {n}"}
SERVED = ("starter.py", "check.py")  # the solution stands in the page


@cache
def exercises() -> Sequence[Exercise]:
    """Return all exercises, as they stand in the project."""
    return tuple(all_exercises(EXERCISES))


def with_hints(markdown: str, language: str) -> str:
    """Return the page with each exercise's hints, folded, where its block says `<!-- hints -->`."""
    if HINTS_PLACE not in markdown:
        return markdown
    by_name = {exercise.name: exercise for exercise in exercises()}
    lines, name = [], None
    for line in markdown.split("\n"):
        if match := re.search(r'data-exercise="([^"]*)"', line):
            name = match[1]
        if line.strip() != HINTS_PLACE:
            lines.append(line)
            continue
        if name not in by_name:
            raise ValueError(
                f"{HINTS_PLACE} belongs into the block of an exercise, not of {name!r}"
            )
        for number, hint in enumerate(by_name[name].hints, start=1):
            title = HINT[language].format(n=number)
            lines += [f'??? tip "{title}"', "", f"    {hint[language]}", ""]
    return "\n".join(lines)


def served(language: str) -> dict[str, str]:
    """Return what the pages fetch, by address: the programs, lists of exercises and of pieces."""
    assert language in LANGUAGES
    index = [{"name": e.name, "page": e.page, "title": e.title[language]} for e in exercises()]
    files = {"exercises/index.json": json.dumps(index, ensure_ascii=False, indent=1) + "\n"}
    pieces = all_pieces(EXERCISES)
    table = {"rows": [asdict(piece) for piece in pieces.pieces], "training": pieces.training}
    files["exercises/pieces.json"] = json.dumps(table, ensure_ascii=False, indent=1) + "\n"
    for exercise in exercises():
        for name in SERVED:
            path = exercise.folder / name
            files[f"exercises/{exercise.name}/{name}"] = path.read_text(encoding="utf-8")
    return files
