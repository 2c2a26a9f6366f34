"""Data of a program: images and labels that belong together, and such as were shuffled apart."""

import numpy as np
import pytest

from lesson_code import load_mnist
from lesson_code.examine.examining import examine_file
from lesson_code.exercises.grading import Problem

RNG = np.random.default_rng


@pytest.fixture(scope="module")
def digits():
    train, _ = load_mnist()
    return train.x[:2000].reshape(2000, -1), train.t[:2000]


def names_of(tmp_path, x, t):
    np.savez(tmp_path / "data.npz", x=x, t=t)
    report = examine_file(tmp_path / "data.npz", "x,t")
    return {finding.name for finding in report.findings}


@pytest.mark.parametrize("seed", range(3))
def test_labels_that_were_shuffled_apart_are_found(tmp_path, digits, seed):
    x, t = digits
    assert names_of(tmp_path, x, t) == {"labels-foretold"}
    assert names_of(tmp_path, x, RNG(seed).permutation(t)) == {"labels-torn"}


def spiral(count, classes, rng):
    """Arms of a spiral, whose means all lie in the middle."""
    t = np.arange(count) % classes
    radius = rng.random(count)
    angle = 4 * (t + radius) + 0.2 * rng.standard_normal(count)
    return np.stack([radius * np.sin(2.5 * angle), radius * np.cos(2.5 * angle)], 1), t


def hard(count, classes, rng):
    """Noise, and in it a pattern of each class so weak that few guesses are right."""
    t = rng.integers(0, classes, count)
    return rng.standard_normal((count, 200)) + 0.12 * rng.standard_normal((classes, 200))[t], t


def rare(count, classes, rng):
    """Nineteen of twenty samples are of one class."""
    t = (rng.random(count) < 0.05).astype(int)
    return rng.standard_normal((count, 5)) + 3 * t[:, np.newaxis], t


@pytest.mark.parametrize("make", [spiral, hard, rare])
@pytest.mark.parametrize("count", [40, 300, 2000])
def test_data_that_belong_together_get_no_false_alarm(tmp_path, make, count):
    for seed in range(3):
        x, t = make(count, 5, RNG(seed))
        found = names_of(tmp_path, x, t)
        assert found == {"labels-foretold"} if count == 2000 else found != {"labels-torn"}


def test_too_few_samples_are_not_judged(tmp_path, digits):
    x, t = digits
    assert names_of(tmp_path, x[:40], RNG(0).permutation(t[:40])) == {"labels-untold"}
    assert names_of(tmp_path, x[:2], t[:2]) == {"labels-untold"}


def test_what_else_is_said_of_data(tmp_path, digits):
    x, t = digits
    assert names_of(tmp_path, x, np.eye(10)[t]) == {"labels-foretold"}
    assert names_of(tmp_path, x, t[:, np.newaxis]) == {"labels-foretold"}
    assert names_of(tmp_path, x, t[1:]) == {"data-counts"}
    assert names_of(tmp_path, 255 * x, t) == {"data-range", "labels-foretold"}
    assert names_of(tmp_path, x, t + 1) == {"labels-from-1", "labels-foretold"}
    assert names_of(tmp_path, x, x[:, :3]) == {"labels-no-classes"}
    x = x.copy()
    x[3, 5] = np.nan
    assert names_of(tmp_path, x, t) == {"data-not-finite"}


SCRIPT = """
import numpy as np
rng = np.random.RandomState(1)
Y = np.arange(1000) % 5
X = rng.randn(1000, 8) + 2 * np.eye(8)[Y]
Xt, Yt = X[:500].copy(), Y[:500].copy()
for epoch in range(2):
    rng.shuffle(X)
    rng.shuffle(Y)
"""


def test_a_script_without_classes_is_examined_by_its_arrays(tmp_path):
    program = tmp_path / "script.py"
    program.write_text(SCRIPT, encoding="utf-8")
    report = examine_file(program, "X,Y,Xt,Yt")
    assert [finding.name for finding in report.findings] == ["labels-torn", "labels-foretold"]
    with pytest.raises(Problem, match="defines no class and no function") as caught:
        examine_file(program, "train")
    assert "script.py:Y,X (" in str(caught.value)
    with pytest.raises(Problem, match="has no array 'x'; its arrays are: Y, X, Xt, Yt"):
        examine_file(program, "x,Y")
    with pytest.raises(Problem, match="expected the names of two arrays"):
        examine_file(program, "X,Y,Xt")
    (tmp_path / "broken.npz").write_bytes(b"PK no zip")
    with pytest.raises(Problem, match="cannot be read"):
        examine_file(tmp_path / "broken.npz", "x,t")
