"""Results files: written whole, read back, looked up by dotted keys."""

import json

import pytest

from scripts import results


def test_provenance_says_what_a_measurement_depends_on():
    facts = results.provenance()
    assert facts["numpy"].startswith(("1.", "2."))
    assert facts["cores"] >= 1
    assert facts["cpu"]
    json.dumps(facts)


def test_written_results_are_read_back(tmp_path):
    results.write(tmp_path / "x.json", {"a": [{"b": 0.5}]})
    found = results.read("x", tmp_path)
    assert results.look_up(found, "a.0.b") == 0.5


def test_a_failed_write_leaves_what_was_there(tmp_path):
    results.write(tmp_path / "x.json", {"a": 1})
    with pytest.raises(ValueError, match="JSON"):
        results.write(tmp_path / "x.json", {"a": float("nan")})
    assert results.read("x", tmp_path) == {"a": 1}
    assert [p.name for p in tmp_path.iterdir()] == ["x.json"]


def test_an_unknown_name_or_key_is_told_with_the_known_ones(tmp_path):
    results.write(tmp_path / "speed.json", {"a": 1})
    with pytest.raises(results.ResultsError, match="speed"):
        results.read("sped", tmp_path)
    with pytest.raises(results.ResultsError, match=r"known here: \['a'\]"):
        results.look_up({"a": 1}, "b")
