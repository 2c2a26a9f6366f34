"""Adam against momentum at equal budget: what a budget comes to, and a quick run."""

from itertools import combinations, pairwise
from statistics import fmean

import pytest

from scripts.book import results
from scripts.experiments import search_rates


@pytest.mark.parametrize("budget", [1, 2, 3, 5])
def test_a_budget_is_the_mean_over_all_ways_to_spend_it(budget: int) -> None:
    """Where the best by validation is not the best by test."""
    tries = [
        [0.1 * k, valid, test]
        for k, (valid, test) in enumerate(
            ((0.5, 0.55), (0.9, 0.7), (0.1, 0.2), (0.8, 0.75), (0.7, 0.6))
        )
    ]
    wanted = fmean(max(some, key=lambda one: one[1])[2] for some in combinations(tries, budget))
    assert search_rates.expected(tries, budget) == pytest.approx(wanted)


def test_all_three_search_the_same_rates() -> None:
    searched = [run.settings["rates"] for run in search_rates.runs(False)]
    assert len(searched) == 6
    assert all(one == searched[0] for one in searched)
    rates = searched[0]
    assert (rates[0], rates[-1]) == (1e-5, 10)
    assert all(high / low == pytest.approx(10**0.5, rel=1e-2) for low, high in pairwise(rates))


def test_a_quick_run_writes_each_budget(tmp_path) -> None:
    out = tmp_path / "quick.json"
    arguments = ["--quick", "--out", str(out), "--only", "adam-2"]
    assert search_rates.EXPERIMENT.main(arguments) == 0
    runs = results.read("quick", tmp_path)["runs"]
    tried = runs["adam-2"]["summary"]["tries"]
    assert [one["rate"] for one in tried] == search_rates.RATES[4:7]
    best = max(tried, key=lambda one: one["valid"]["mean"])
    assert runs["adam-2"]["summary"]["budgets"]["3"]["mean"] == best["test"]["mean"]
