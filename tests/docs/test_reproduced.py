"""The verdicts of the page of reproduced numbers follow from the rule that the page states."""

from __future__ import annotations

import pytest

from scripts.book import pages, results
from scripts.experiments import common

VERDICTS = {"ja": ("成り立つ", "成り立たない"), "en": ("holds", "does not hold")}


def rows(language: str) -> list[tuple[str, float, dict[str, float], int, float, str]]:
    """Label, published number, spread and number of our runs, difference in print, verdict."""
    text = (pages.DOCS / language / "experiments/reproduced.md").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        numbers = pages.numbers(line)
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        if len(cells) != 5 or not numbers:
            continue  # what was published is no exact number: there is no difference
        name, key, _ = numbers[0].origin.split(":")
        assert key.endswith(".mean"), line
        path = key.removesuffix(".mean").split(".")
        measured = results.read(name)
        above = [results.look_up(measured, ".".join(path[:n])) for n in range(len(path), 0, -1)]
        runs = next(part["seeds"] for part in above if isinstance(part, dict) and "seeds" in part)
        quoted = pages.quoted(line)[0].text
        number = float(quoted.removesuffix(" %")) / (100 if quoted.endswith("%") else 1)
        shown = numbers[1].text.replace("−", "-")
        difference = float(shown) / (100 if quoted.endswith("%") else 1)
        found.append((cells[0], number, above[0], runs, difference, cells[-1]))
    return found


@pytest.mark.parametrize("language", VERDICTS)
def test_each_verdict_follows_from_the_rule(language: str) -> None:
    found = rows(language)
    assert len(found) == 21
    for label, published, ours, runs, difference, verdict in found:
        yes, no = VERDICTS[language]
        assert verdict.startswith(yes if common.holds(published, ours, runs) else no), label
        assert difference == pytest.approx(ours["mean"] - published, abs=6e-5), label


def test_the_mean_holds_and_what_is_far_away_does_not() -> None:
    ours = common.spread([0.90, 0.91, 0.92])
    assert common.holds(0.91, ours, 3)
    # 4.303 * 0.01 * sqrt(4 / 3), rounded up and down
    assert common.holds(0.91 - 0.0496, ours, 3)
    assert not common.holds(0.91 - 0.0498, ours, 3)
    assert not common.holds(0.91 + 0.0498, ours, 3)


def test_more_runs_that_agree_as_well_make_the_verdict_stricter() -> None:
    ours = {"mean": 0.0, "std": 1.0}
    reach = [max(x / 10 for x in range(200) if common.holds(x / 10, ours, n)) for n in (2, 3, 4, 5)]
    assert reach == sorted(reach, reverse=True)
    assert len(set(reach)) == 4


def test_a_single_run_gives_no_verdict() -> None:
    with pytest.raises(ValueError, match="runs must be between 2 and 5, got 1"):
        common.holds(0.9, common.spread([0.9]), 1)
