"""Weight decay in Adam: equal searches, and a quick run."""

from scripts.book import results
from scripts.experiments import adam_decay


def test_both_ways_search_equally_many_decays_at_the_same_rates() -> None:
    searched = {
        (r.settings["wrong"], r.settings["way"], r.settings["rate"]): r
        for r in adam_decay.runs(False)
    }
    for wrong in adam_decay.LABELS.values():
        for rate in adam_decay.RATES:
            l2, decoupled = (
                searched[wrong, way, rate].settings["decays"] for way in ("l2", "decoupled")
            )
            assert len(l2) == len(decoupled) > 1
            assert searched[wrong, "plain", rate].settings["decays"] == [0.0]


def test_a_quick_run_tries_each_decay_on_the_same_images(tmp_path) -> None:
    out = tmp_path / "quick.json"
    arguments = ["--quick", "--out", str(out), "--only", "wrong-decoupled-0_001"]
    assert adam_decay.EXPERIMENT.main(arguments) == 0
    tried = results.read("quick", tmp_path)["runs"]["wrong-decoupled-0_001"]["summary"]["tries"]
    assert [one["decay"] for one in tried] == list(adam_decay.WAYS["decoupled"][1])
    assert all(0 < one["test"]["mean"] < 1 for one in tried)
