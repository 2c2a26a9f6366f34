"""What the clinic finds: a number, the limit it is judged by, and what it means, in two languages.

A finding without a number does not exist: what cannot be measured is not judged.
"""

import math
from dataclasses import dataclass

from lesson_code.clinic._words import WORDS


@dataclass(frozen=True)
class Finding:
    """One thing that was measured.

    Attributes:
        name: what was looked at, such as "dead-units"; a verdict goes by this name.
        ill: whether the number is outside its limit.
        value: the number.
        limit: what is healthy, such as "< 0.9", in the unit of `value`.
        place: where it was measured, such as a layer or a parameter; empty where that is clear.

    Examples:
        >>> finding = Finding("dead-units", True, 1.0, "<= 90 %", "1 ReLU")
        >>> finding.line("en")
        'ILL      dead-units: units that never fire, 1 ReLU: 100 % (healthy: <= 90 %)'
    """

    name: str
    ill: bool
    value: float
    limit: str
    place: str = ""

    @property
    def page(self) -> str:
        """The page to read on, without its language, such as `lessons/07-relu.md#dead-units`."""
        return WORDS[self.name].page

    def line(self, language: str) -> str:
        """What was measured, in one line.

        Args:
            language: "ja" or "en".

        Returns:
            The line.
        """
        words = WORDS[self.name]
        if language == "ja":
            place = f"（{self.place}）" if self.place else ""
            state = "異常あり" if self.ill else "正常　　"
            return f"{state} {self.name}: {words.ja}{place}: {self._judged(language)}"
        place = f", {self.place}" if self.place else ""
        state = "ILL     " if self.ill else "healthy "
        return f"{state} {self.name}: {words.en}{place}: {self._judged(language)}"

    def brief(self, language: str) -> str:
        """The name, the number and the limit, for a verdict.

        Args:
            language: "ja" or "en".

        Returns:
            Such as `dead-units [1 ReLU] 100 % (healthy: <= 90 %)`.
        """
        place = f" [{self.place}]" if self.place else ""
        return f"{self.name}{place} {self._judged(language)}"

    def _judged(self, language: str) -> str:
        shown = _number(self.value, WORDS[self.name].percent)
        if language == "ja":
            return f"{shown}（正常な範囲: {self.limit}）"
        return f"{shown} (healthy: {self.limit})"

    def meaning(self, language: str) -> str:
        """What it means where it is ill, and what to do.

        Args:
            language: "ja" or "en".

        Returns:
            A sentence or two.
        """
        words = WORDS[self.name]
        return words.ja_ill if language == "ja" else words.en_ill


def percent(share: float) -> str:
    """A share in whole per cent, as limits are written.

    Args:
        share: such as 0.9.

    Returns:
        Such as `"90 %"`.
    """
    return f"{100 * share:.0f} %"


def _number(value: float, percent: bool) -> str:
    if percent and math.isfinite(value):
        return f"{100 * value:.4g} %"
    return f"{value:.5g}"
