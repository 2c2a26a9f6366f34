"""Results files: written whole, read back, looked up by dotted keys."""

import json

import pytest

from scripts.book import results


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


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (15.34, ".1f", "15.3"),
        (0.9341, ".1%", "93.4 %"),
        (0.5, ".0%", "50 %"),
        (-0.00237, "+.2pp", "−0.24"),
        (0.5, ".0pp", "50"),
        (12, "", "12"),
        (60000, ",", "60,000"),
        (3, ".1f", "3.0"),
        ("Xeon", "", "Xeon"),
    ],
)
def test_how_a_page_shows_a_value(value, spec, text):
    assert results.show(value, spec) == text


@pytest.mark.parametrize(
    ("value", "spec", "says"),
    [
        (0.1, "", "needs a format"),
        ("Xeon", ".1f", "is a text"),
        ({"a": 1}, "", "longer key"),
        ([1], "", "longer key"),
        (None, "", "longer key"),
        (True, "", "longer key"),
        (1.5, "q", "cannot write"),
        (1.5, "d", "cannot write"),
    ],
)
def test_what_a_page_cannot_show_is_refused(value, spec, says):
    with pytest.raises(results.ResultsError, match=says):
        results.show(value, spec)
