"""What an examination found, in both languages."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Level = Literal["fault", "note", "fine"]


@dataclass(frozen=True)
class Finding:
    """One thing that an examination found.

    Args:
        name: of the mistake; "unknown" where there is a number and no name for it.
        level: "fault" if it makes numbers wrong, "note" if one should know it, "fine" if a check
            found nothing.
        texts: what it is, by language.
        line: line of the program that it is about, where there is one.
        page: the page to read on, without its language, such as
            `lessons/07-relu.md#leaky`; empty where there is none.
    """

    name: str
    level: Level
    texts: Mapping[str, str]
    line: int | None = None
    page: str = ""

    def to_json(self) -> dict[str, Any]:
        """The finding as something that JSON can hold.

        Returns:
            A dictionary from which `Finding(**...)` makes it again.
        """
        return asdict(self)


@dataclass(frozen=True)
class Report:
    """What was examined, as what, and what was found.

    Args:
        subject: what was examined and how it was made, by language.
        findings: in the order in which they were found.
    """

    subject: Mapping[str, str]
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What makes numbers wrong."""
        return tuple(found for found in self.findings if found.level == "fault")

    @property
    def names(self) -> set[str]:
        """Names of all mistakes and notes."""
        return {found.name for found in self.findings if found.level != "fine"}


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each mistake once, the first time that it was met.

    Args:
        findings: what was found, here and there the same.

    Returns:
        The findings, none of one name twice, but for those that have no name.
    """
    kept: dict[object, Finding] = {}
    for found in findings:
        kept.setdefault(found.texts["en"] if found.name == "unknown" else found.name, found)
    return tuple(kept.values())
