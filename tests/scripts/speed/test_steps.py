"""What is compared is the same computation: ours, the textbook's, PyTorch's, and the loop's."""

import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from scripts.speed import steps

ROOT = Path(__file__).resolve().parents[3]


def test_the_textbook_takes_the_same_step():
    x, t = steps.images("simple_convnet", 3)
    book, optimizer = steps.textbook_parts()
    ours = steps.our_network("simple_convnet")
    loss, grads = ours.gradients(x, t)
    book_grads = book.gradient(x.astype(np.float64), t)
    assert book.loss(x.astype(np.float64), t) == pytest.approx(loss, rel=1e-5)
    assert all(array.dtype == np.float64 for array in book_grads.values())
    for name, gradient in grads.items():
        np.testing.assert_allclose(gradient, book_grads[name], atol=1e-6)


def test_the_textbook_trains_in_a_process_of_its_own():
    x, t = steps.images("simple_convnet", 3)
    step = steps.textbook(x, t)
    book, optimizer = steps.textbook_parts()
    x = x.astype(np.float64)
    for _ in range(2):  # one was taken to see that it started
        optimizer.update(book.params, book.gradient(x, t))
    assert step() == pytest.approx(book.loss(x, t), rel=1e-9)


def test_the_textbook_and_the_loop_agree_with_the_package():
    for program in (steps.TEXTBOOK, steps.PER_SAMPLE):
        done = subprocess.run(
            [sys.executable, "-W", "error", str(program)],
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
        )
        lines = done.stdout.splitlines()
        assert len(lines) >= 4
        assert all(line.endswith(": True") for line in lines), done.stdout


@pytest.mark.parametrize("name", steps.SHAPES)
def test_pytorchs_network_is_ours(name):
    torch = pytest.importorskip("torch")
    x, _ = steps.images(name, 2)
    ours, theirs = steps.our_network(name), steps.torch_network(name)
    with torch.no_grad():
        for param, theirs_param in zip(ours.params.values(), theirs.parameters(), strict=True):
            turned = param.T if param.ndim == 2 else param  # PyTorch keeps (M, D)
            theirs_param.copy_(torch.from_numpy(turned.copy()))
        y = theirs(torch.from_numpy(x)).numpy()
    np.testing.assert_allclose(ours.predict(x), y, atol=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("make", [steps.ours, steps.torch], ids=["ours", "torch"])
def test_steps_train(make):
    if make is steps.torch:
        pytest.importorskip("torch")
    x, t = steps.images("simple_convnet", 4)
    step = make("simple_convnet", x, t)
    losses = [np.ravel(step())[0] for _ in range(30)]
    assert losses[-1] < losses[0]


def test_samples_can_be_imported():
    for program in (steps.TEXTBOOK, steps.PER_SAMPLE):
        assert runpy.run_path(str(program))["__name__"] != "__main__"
