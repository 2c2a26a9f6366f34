import json
import tomllib

import pytest

from scripts import mutants

LOGIC = """# lesson_code.losses.x__mutmut_9: survived
--- lesson_code/losses.py
+++ lesson_code/losses.py
@@ -7,3 +7,3 @@
     dy = softmax(self._y)
-        dy = dy * self._t.sum(axis=1, keepdims=True) - self._t
+        dy = dy * self._t.sum(axis=1, keepdims=None) - self._t
"""
WORDS = """--- a
+++ a
@@ -1 +1 @@
-            f"y: expected {K} numbers, got {y.shape}; "
+            f"XXy: expected {K} numbers, got {y.shape}; XX"
"""


def test_a_change_of_words_alone_is_told_from_one_of_the_mathematics():
    assert mutants.only_wording(WORDS)
    assert not mutants.only_wording(LOGIC)
    assert not mutants.only_wording("-    raise ValueError(\n+    raise ValueError(None)\n")
    assert not mutants.only_wording("-    a = 1\n")
    assert not mutants.only_wording("")
    assert mutants.only_wording('-    check("eps", eps)\n+    check("EPS", eps)\n')
    assert not mutants.only_wording('-    check("eps", eps)\n+    check("eps", None)\n')


@pytest.mark.slow
@pytest.mark.parametrize("part", mutants.TESTS)
def test_the_copy_holds_what_is_changed_and_what_is_run(tmp_path, part):
    mutants.copy_project(part, tmp_path)
    mutants.copy_project(part, tmp_path)  # again, over the first
    text = (tmp_path / "pyproject.toml").read_text(encoding="utf-8")
    settings = tomllib.loads(text)["tool"]["mutmut"]
    for key in ("source_paths", "pytest_add_cli_args_test_selection", "also_copy"):
        assert settings[key]
        for name in settings[key]:
            assert (tmp_path / name).exists(), name


def test_results_are_counted(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "mutants" / "lesson_code"
    folder.mkdir(parents=True)
    codes = {"a": 1, "b": 0, "c": None, "d": 0, "e": 36, "f": 33}
    (folder / "losses.py.meta").write_text(json.dumps({"exit_code_by_key": codes}))
    differences = {"b": LOGIC, "d": WORDS, "f": LOGIC}
    monkeypatch.setattr(mutants, "difference", lambda _, name: differences[name])
    results = list(mutants.verdicts(tmp_path))
    assert dict(results) == codes
    assert mutants.report("losses", tmp_path, results) == (2, 4)
    said = capsys.readouterr().out
    assert said.count("keepdims=None") == 2
    assert "caught 2 of 4 mutants, besides 1 whose wording alone differs; 1 not tried yet" in said


def test_what_cannot_be_done_is_said(monkeypatch, capsys):
    with pytest.raises(SystemExit):
        mutants.main(["network"])
    assert "network is none of layers, losses, optimizers, windows" in capsys.readouterr().err
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SystemExit):
        mutants.main(["losses"])
    assert ".venv/bin/pip install mutmut==" in capsys.readouterr().err
