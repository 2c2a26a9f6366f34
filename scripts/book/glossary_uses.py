"""Below each term of the glossary: the lessons and experiments that link to it."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
FOLDERS = ("lessons", "experiments")

LINK = re.compile(r"\]\(\.\./glossary\.md#([a-z0-9-]+)\)")
TERM = re.compile(r"^### .*\{ *#([a-z0-9-]+) *\}$")
TITLE = re.compile(r"^# (.+?) *\{#", re.MULTILINE)
NUMBER = re.compile(r"\d+")


def with_uses(glossary: str, language: str, docs: Path = DOCS) -> str:
    """Return the glossary's text, each section of a term followed by the pages that use it."""
    users = pages_by_term(language, docs)
    lines: list[str] = []
    term = ""
    for line in [*glossary.splitlines(), "## "]:  # the last one closes the last section
        if line.startswith("#"):
            if users.get(term):
                lines += [sentence(users[term], language), ""]
            match = TERM.match(line)
            term = match[1] if match else ""
        lines.append(line)
    return "\n".join(lines[:-1])


def pages_by_term(language: str, docs: Path = DOCS) -> dict[str, list[str]]:
    """Return for each term the links to the pages that use it, lessons first."""
    users: dict[str, list[str]] = defaultdict(list)
    for folder in FOLDERS:
        for path in sorted((docs / language / folder).glob("*.md")):
            text = path.read_text(encoding="utf-8")
            title = TITLE.search(text)
            for term in sorted(set(LINK.findall(text))):
                name = lesson(path, language) or (title[1] if title else path.stem)
                users[term].append(f"[{name}]({folder}/{path.name})")
    return users


def lesson(path: Path, language: str) -> str:
    """Return what to call a lesson, or nothing for other pages."""
    number = NUMBER.match(path.name)
    if number is None:
        return ""
    return f"{'レッスン' if language == 'ja' else 'lesson'} {int(number[0])}"


def sentence(links: list[str], language: str) -> str:
    """Return the line that names the pages."""
    if language == "ja":
        return f"使う場所：{'、'.join(links)}"
    *others, last = links
    stop = "" if "?](" in last else "."  # a title that is a question has its own
    return f"Used in {', '.join(others)}{' and ' if others else ''}{last}{stop}"
