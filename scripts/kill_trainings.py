"""Kill trainings at random moments, and see that nothing is lost.

    python scripts/kill_trainings.py                a minute
    python scripts/kill_trainings.py --kills 1000   many minutes

Small trainings of the command line are killed, some while they write, resumed, and killed again. A
few are not killed but told to end, by Ctrl-C, SIGTERM or SIGHUP. After each time the checkpoint
must be whole, and hold every epoch that was said. What is resumed to its end must equal, bit for
bit, the same training that never stopped, and nothing half written may lie beside it.

What breaks this is told, its folder is kept, and the exit code is 1. Ctrl-C and SIGTERM end it.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # instead of scripts/, whose site.py and test.py are no modules

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import matplotlib  # noqa: E402, F401 (so that a forked process need not import it)
import numpy as np  # noqa: E402
from tqdm import tqdm  # noqa: E402

from lesson_code import Checkpoint, cli, load_checkpoint, plots  # noqa: E402
from lesson_code._interrupts import signals_interrupt  # noqa: E402
from lesson_code.cli import runs  # noqa: E402
from lesson_code.datasets import Split  # noqa: E402

EPOCHS, IMAGES = 8, 120
PATIENCE = 60  # seconds for what takes a fraction of one
KILL = "SIGKILL"
WORDS = ("SIGINT", "SIGTERM", "SIGHUP")
# What can make a difference: dropout's and the trainer's generators, batch statistics, an
# optimiser's memory, a schedule, and a second network that is written, best.npz
PLANS = (
    "--model sigmoid-mlp --set hidden=[4]",
    "--model sigmoid-mlp --set hidden=[4] --optimizer momentum --schedule cosine --workers 2",
    "--model sigmoid-mlp --set hidden=[5,4] --sampling replace --validation 20 --patience 8",
    "--model report-convnet --set filters=2 --set hidden=4 --optimizer nesterov --schedule step",
)
FILES = {"checkpoint.npz", "history.json", "curves.svg"}


class LostError(Exception):
    """Something was lost, or ended otherwise than it would have."""


class _Curves:
    """Stands in for a figure, which takes longer to draw than the training takes."""

    def __init__(self, history: Any, figure: Any = None, held_out: str = "test") -> None:
        self.text = f"<svg> {[epoch.loss for epoch in history]}\n" * 1000

    def savefig(self, file: Any, **_: Any) -> None:
        """Write something."""
        file.write(self.text.encode())


def train(arguments: list[str], output: Path) -> None:
    """Run the command `train` on few images, in a process of its own that talks to a file."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    rng = np.random.default_rng(0)
    images = Split(rng.random((IMAGES, 1, 28, 28), np.float32), rng.integers(0, 10, IMAGES))
    vars(runs)["load_mnist"] = lambda: (images, images)
    vars(plots)["learning_curves"] = _Curves
    with output.open("w", encoding="utf-8") as file:
        sys.stdout = sys.stderr = file
        cli.main(["train", *arguments])


class Trainings:
    """Trains, and kills what it trains.

    Attributes:
        counts: of each signal, and of kills while a file was half written.
        finished: how many trainings came to their end.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        # a forked process has imported everything already
        forks = "fork" in multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context("fork" if forks else "spawn")
        self._folder, self._seed = folder, seed
        self.counts: Counter[str] = Counter()
        self.finished = 0

    def one(self, number: int) -> Path:
        """Train twice: once in peace, and once killed until it is done; then compare.

        Args:
            number: of the training, which decides on everything but the moment's accidents.

        Returns:
            The folder of both.

        Raises:
            LostError: if anything was lost.
        """
        rng = Random(f"{self._seed} {number}")
        folder = self._folder / str(number)
        folder.mkdir()
        plan = [*rng.choice(PLANS).split(), "--batch-size", "20", "--epochs", str(EPOCHS)]
        plan += ["--seed", str(number)]
        start = time.monotonic()
        code, said = self._let_run([*plan, "--out", str(folder / "whole")], folder, None, 0)
        if code != 0:
            raise LostError(f"a training in peace ended with {code}: {said}")
        usual = time.monotonic() - start

        out, epochs = folder / "parts", 0
        while True:
            begun = (out / "checkpoint.npz").exists()
            arguments = ["--resume", str(out)] if begun else [*plan, "--out", str(out)]
            way = KILL if os.name == "nt" or rng.random() < 0.8 else rng.choice(WORDS)
            watch = out if way == KILL and rng.random() < 0.5 else None
            wait = rng.random() * usual
            code, said = self._let_run(arguments, folder, watch, wait, way)
            epochs = max([epochs, *map(int, re.findall(r"^epoch (\d+)/", said, re.MULTILINE))])
            self._check(out, epochs, way, code, said)
            if code == 0:
                break
        whole, parts = (
            load_checkpoint(folder / name / "checkpoint.npz") for name in ("whole", "parts")
        )
        if difference := _difference(whole, parts):
            raise LostError(f"{difference} is another than without a kill")
        if more := {file.name for file in out.iterdir()} - FILES - {"best.npz"}:
            raise LostError(f"left beside the run: {sorted(more)}")
        self.finished += 1
        return folder

    def _let_run(
        self, arguments: list[str], folder: Path, watch: Path | None, wait: float, way: str = ""
    ) -> tuple[int, str]:
        """Run a training, and end it after some seconds, or once a file is half written."""
        output = folder / "said.txt"
        output.unlink(missing_ok=True)
        process = self._context.Process(target=train, args=(arguments, output), daemon=True)
        process.start()
        if way:
            end = time.monotonic() + wait
            process.join(wait if watch is None else wait / 2)
            while watch is not None and process.is_alive() and time.monotonic() < end + PATIENCE:
                if any(watch.glob(".*.part")):
                    self.counts["while writing"] += 1
                    break
            if process.is_alive() and process.pid is not None:
                with contextlib.suppress(ProcessLookupError):
                    if way == KILL:
                        process.kill()
                    else:
                        os.kill(process.pid, getattr(signal, way))
                    self.counts[way] += 1
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
            raise LostError(f"after {way or 'nothing'} it did not end within {PATIENCE} s")
        said = output.read_text(encoding="utf-8") if output.exists() else ""
        return process.exitcode, said

    @staticmethod
    def _check(out: Path, epochs: int, way: str, code: int, said: str) -> None:
        """What must be right after each kill."""
        path = out / "checkpoint.npz"
        if epochs and not path.exists():
            raise LostError(f"{epochs} epochs were said, and there is no checkpoint")
        kept = len(load_checkpoint(path).trainer.history) if path.exists() else 0
        if kept < epochs:
            raise LostError(f"{epochs} epochs were said, and {kept} are in the checkpoint")
        number = getattr(signal, way, 9)
        expected = {0, -number} if way == KILL else {0, -number, 128 + number}
        if not said:  # told to end before it began: Python's own exit code
            expected.add(1)
        if os.name != "nt" and code not in expected:
            raise LostError(f"after {way} it ended with {code}: {said}")
        if "interrupted in epoch" in said and "saved " not in said:
            raise LostError(f"after {way} it did not say that it saved: {said}")
        if "Traceback" in said:
            raise LostError(said)


def _difference(whole: Checkpoint, parts: Checkpoint) -> str:
    """What differs, bit for bit, between two trainings; empty if nothing does."""
    one, other = whole.trainer, parts.trainer
    pairs = {
        "steps": (one.optimizer.t, other.optimizer.t),
        "the generator": (one.rng.bit_generator.state, other.rng.bit_generator.state),
        "the history": tuple(
            [(e.epoch, e.loss, e.train_accuracy, e.test_accuracy, e.lr) for e in trainer.history]
            for trainer in (one, other)
        ),
        "the epoch under way": (one.under_way, other.under_way),
    }
    arrays = [
        trainer.network.params | trainer.network.buffers | trainer.optimizer.state
        for trainer in (one, other)
    ]
    for name in arrays[0] | arrays[1]:
        pairs[name] = tuple(a[name].tobytes() if name in a else None for a in arrays)
    return ", ".join(name for name, (a, b) in pairs.items() if a != b)


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="kill_trainings.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--kills", type=int, metavar="N", help="how many kills at least")
    parser.add_argument(
        "--seconds", type=float, metavar="S", help="how long [default: 60 without --kills]"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the plans and moments")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="number of the first one")
    options = parser.parse_args(arguments)
    if options.kills is None:
        options.seconds = options.seconds or 60
    folder = Path(tempfile.mkdtemp(prefix="killed-"))
    trainings = Trainings(folder, options.seed)
    with signals_interrupt():
        return run(trainings, options)


def run(trainings: Trainings, options: argparse.Namespace) -> int:
    """Train and kill until it is enough; say what came of it."""
    tqdm.monitor_interval = 0  # no thread of the bar's, for processes are forked
    start, number, lost, stopped = time.monotonic(), options.first, 0, False
    bar = tqdm(total=options.kills, unit=" kills", disable=None)

    def kills() -> int:
        return sum(trainings.counts[way] for way in (KILL, *WORDS))

    def enough() -> bool:
        late = options.seconds is not None and time.monotonic() - start > options.seconds
        return late or (options.kills is not None and kills() >= options.kills)

    with contextlib.suppress(KeyboardInterrupt):
        stopped = True
        while not enough():
            try:
                folder = trainings.one(number)
            except LostError as error:
                lost += 1
                bar.write(f"training {number}: {error}", file=sys.stderr)
            else:
                _remove(folder)
            bar.update(kills() - bar.n)
            number += 1
        stopped = False
    bar.close()
    counted = ", ".join(f"{count} {name}" for name, count in sorted(trainings.counts.items()))
    print(
        f"{kills()} kills ({counted}) in {time.monotonic() - start:.0f} s; "
        f"{trainings.finished} trainings came to the same end as without, {lost} lost something"
    )
    if lost:
        print(f"kept in {trainings._folder}", file=sys.stderr)
    if stopped:
        print(f"stopped; go on with: --seed {options.seed} --first {number}", file=sys.stderr)
        return 130
    return int(bool(lost))


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
