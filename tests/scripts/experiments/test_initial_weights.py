"""The map of initial weights: the search for an edge, and a quick run."""

import math

import pytest

from scripts.book import results
from scripts.experiments import initial_weights


@pytest.mark.parametrize("limit", [1.1, 3.3, 40.0, 1000.0])
@pytest.mark.parametrize("outwards", [4.0, 1 / 4])
def test_an_edge_is_found_to_within_the_last_bisection(limit: float, outwards: float) -> None:
    far = math.log(outwards)

    def works(g: float) -> bool:
        return math.log(g) / far < math.log(limit) / math.log(4)

    edge = initial_weights.edge(works, outwards)
    found = edge if outwards > 1 else 1 / edge
    assert limit / 4 ** (1 / 8) <= found < limit


def test_where_everything_works_the_range_ends() -> None:
    assert initial_weights.edge(lambda g: True, 4.0) == 4.0**5
    assert initial_weights.edge(lambda g: True, 1 / 4) == 4.0**-5


def test_a_quick_run_writes_both_edges(tmp_path, capsys) -> None:
    out = tmp_path / "quick.json"
    experiment = initial_weights.EXPERIMENT
    assert experiment.main(["--quick", "--out", str(out), "--only", "sgd-2"]) == 0
    summary = results.read("quick", tmp_path)["runs"]["sgd-2"]["summary"]
    assert summary["train_from_he"] == summary["seeds"] == 1
    assert 0 < summary["smallest"]["mean"] <= 1 <= summary["largest"]["mean"]
