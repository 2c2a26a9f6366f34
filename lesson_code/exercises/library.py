"""The learner's own library, made of the pieces that are kept; and training with it."""

import contextlib
import importlib.abc
import importlib.util
import io
import linecache
import traceback
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lesson_code._text import one_line
from lesson_code._types import Array, Labels
from lesson_code.exercises.contract import try_out
from lesson_code.exercises.files import ExerciseError
from lesson_code.exercises.grading import Problem
from lesson_code.exercises.pieces import (
    LIBRARY,
    Piece,
    Pieces,
    check_fits,
    library_text,
    pieces_from,
    reached,
    used_pieces,
)
from lesson_code.exercises.progress import Answer, Progress, progress_from

FILE = f"{LIBRARY}.py"
IMAGES = 50_000  # of MNIST to learn from, as in lesson 6: the others are for validation
BATCH_SIZE = 100


def present(pieces: Pieces, progress: Progress) -> dict[str, Answer]:
    """What the library is made of, besides ours.

    Args:
        pieces: all pieces.
        progress: what is kept; pieces in it that are not known here are left alone.

    Returns:
        The present answer of each piece that the learner has built or taken, by name, in order.
    """
    names = [piece.name for piece in pieces.pieces]
    return {name: progress.pieces[name][0] for name in names if name in progress.pieces}


def library_of(pieces: Pieces, progress: Progress) -> str:
    """The learner's library as one program; what is missing is ours.

    Args:
        pieces: all pieces.
        progress: what is kept.

    Returns:
        The program.

    Raises:
        ExerciseError: if Python cannot read what is kept.
    """
    answers = present(pieces, progress)
    texts = {name: answer.text for name, answer in answers.items()}
    return library_text(pieces, texts, [name for name, answer in answers.items() if answer.ours])


def library_for_check(pieces: Pieces, progress: Progress) -> tuple[str, str]:
    """The library for an answer that imports from it; all ours where what is kept cannot be read.

    Args:
        pieces: all pieces.
        progress: what is kept.

    Returns:
        The program, and what cannot be read, or "".
    """
    try:
        return library_of(pieces, progress), ""
    except ExerciseError as error:
        return library_of(pieces, Progress()), str(error)


def keep_passed(piece: Piece, program: str, pieces: Pieces, progress: Progress) -> Problem | None:
    """Keep an answer that has passed its check as a piece of the library, if it fits there.

    To see whether it does, this runs what the answer defines, among pieces that are all ours.

    Args:
        piece: which piece it is an answer for.
        program: the answer, as the learner wrote it.
        pieces: all pieces.
        progress: where to keep it.

    Returns:
        Why it does not fit; None if it is kept.
    """
    texts = {name: answer.text for name, answer in present(pieces, progress).items()}
    try:
        check_fits(piece, program, pieces, texts)
        _check_alone(piece, program, pieces)
    except Problem as problem:
        return problem
    progress.keep(piece.name, Answer(program))
    return None


def _check_alone(piece: Piece, program: str, pieces: Pieces) -> None:
    """Try a piece out among ours, so that what does not fit is its own doing."""
    said = io.StringIO()  # an answer may print; it has done so already when it was checked
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            module = library_module(library_text(pieces, {piece.name: program}))
            try_out(piece, module, pieces)
    except Problem:
        raise
    except Exception as error:
        why = _in_a_word(error.__cause__ if isinstance(error, LibraryError) else error)
        raise Problem(en=why, ja=why) from error


def take_ours(name: str, pieces: Pieces, progress: Progress) -> Piece:
    """Let our program be the present one of a piece, marked as ours.

    Args:
        name: of the piece.
        pieces: all pieces.
        progress: where to keep it.

    Returns:
        The piece.

    Raises:
        ExerciseError: if there is no such piece.
    """
    piece = pieces[name]
    progress.keep(piece.name, Answer(piece.ours, ours=True))
    return piece


def fetch_back(name: str, number: int, pieces: Pieces, progress: Progress) -> Piece:
    """Let an older answer be the present one of a piece again.

    Args:
        name: of the piece.
        number: 1 for the one before the present one, 2 for the one before that.
        pieces: all pieces.
        progress: where they are kept.

    Returns:
        The piece.

    Raises:
        ExerciseError: if there is no such piece, or nothing older of it.
    """
    piece = pieces[name]
    older = progress.pieces.get(piece.name, [])[1:]
    if not 1 <= number <= len(older):
        raise ExerciseError(f"{piece.name}: {len(older)} older answers are kept, not {number}")
    progress.keep(piece.name, older[number - 1])
    return piece


def uses(program: str, pieces: Pieces, progress: Progress) -> list[dict[str, str | bool]]:
    """The pieces that a program imports from the library, and whose they are.

    Args:
        program: its text.
        pieces: all pieces.
        progress: what is kept.

    Returns:
        For each piece its `name`, and whether it is `yours`.
    """
    answers = present(pieces, progress)
    return [
        {"name": piece.name, "yours": piece.name in answers and not answers[piece.name].ours}
        for piece in used_pieces(program, pieces)
    ]


def from_page(table: Mapping[str, Any], kept: str) -> tuple[Pieces, Progress]:
    """What the page has, as Python has it.

    Args:
        table: arguments of `pieces_from`.
        kept: an export of the page's progress.

    Returns:
        All pieces, and the progress.

    Raises:
        ExerciseError: if the export cannot be read.
    """
    return pieces_from(**table), progress_from(kept, "progress")


# ---- Training


class LibraryError(Exception):
    """The learner's library stopped with an exception; the message tells where in it."""


class Misfit(Problem):
    """A piece of the learner's library does not keep its contract.

    Args:
        piece: its name.
        en: what it lacks, in English.
        ja: the same in Japanese.
    """

    def __init__(self, piece: str, *, en: str, ja: str) -> None:
        super().__init__(en=en, ja=ja)
        self.piece = piece


def check_contracts(pieces: Pieces, text: str, module: types.ModuleType, network: str) -> None:
    """Try out the pieces of a network, so that none is trained without being changed.

    Args:
        pieces: all pieces.
        text: the library.
        module: the same, loaded.
        network: "affine" or "convolution".

    Raises:
        Misfit: if a piece does not keep its contract.
        LibraryError: if a piece stops with an exception of its own.
    """
    used = pieces_of_network(pieces, text, network)
    for piece in sorted(used, key=lambda piece: not piece.example):  # what others stand on, first
        try:
            try_out(piece, module, Pieces(tuple(used), pieces.training))
        except Problem as problem:
            raise Misfit(piece.name, **problem.texts) from None
        except Exception as error:
            if _own_frames(error):
                raise LibraryError(_own_lines(error)) from error
            why = _in_a_word(error)
            raise Misfit(piece.name, en=why, ja=why) from error


def library_module(text: str) -> types.ModuleType:
    """The library, ready to be called: this runs what the learner has written.

    Args:
        text: the program.

    Returns:
        The module.

    Raises:
        LibraryError: if it does not run.
    """
    loader = _Loader(text)
    spec = importlib.util.spec_from_loader(LIBRARY, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    lines = text.splitlines(keepends=True)
    linecache.cache[FILE] = (len(text), None, lines, FILE)  # for the lines of a traceback
    with _told():
        loader.exec_module(module)
    return module


class _Loader(importlib.abc.InspectLoader):
    """Loads a module from its text, of which there need be no file."""

    def __init__(self, text: str) -> None:
        self.text = text

    def get_source(self, fullname: str) -> str:
        return self.text

    def get_code(self, fullname: str) -> types.CodeType:
        return self.source_to_code(self.text, FILE)


def pieces_of_network(pieces: Pieces, text: str, network: str) -> list[Piece]:
    """The pieces that a network is made of and trained with.

    Args:
        pieces: all pieces.
        text: the library.
        network: "affine" or "convolution".

    Returns:
        The pieces, in order.
    """
    names = reached(text, [f"{network}_network", "train"])
    return [piece for piece in pieces.pieces if names & set(piece.defines)]


class Training:
    """A network of the library in training.

    Args:
        module: the library.
        network: "affine" or "convolution".
        rng: random generator for weights, order and dropout.
        lr: learning rate, if not the network's own.
        batch_size: images in a mini-batch.
    """

    def __init__(
        self,
        module: types.ModuleType,
        network: str,
        rng: Any,
        lr: float | None = None,
        batch_size: int = BATCH_SIZE,
    ) -> None:
        self.module = module
        self.rng = rng
        self.batch_size = batch_size
        self.flat = network == "affine"
        settings = {} if lr is None else {"lr": lr}
        with _told():
            self.network, self.optimizer = module.NETWORKS[network](rng, **settings)

    def steps(self, x: Array) -> int:
        """How many mini-batches an epoch has; what is left over and fills none is left out.

        Args:
            x: images, shape (N, 1, 28, 28).

        Returns:
            Their number.
        """
        return len(x) // self.batch_size

    def epoch(self, x: Array, t: Labels) -> Iterator[float]:
        """Go once through the images.

        Args:
            x: images, shape (N, 1, 28, 28).
            t: labels, shape (N,).

        Yields:
            The loss of each mini-batch.

        Raises:
            LibraryError: if the library stops with an exception.
        """
        with _told():
            x = self._as_wanted(x)
            yield from self.module.train(
                self.network, self.optimizer, x, t, 1, self.rng, self.batch_size
            )

    def accuracy(self, x: Array, t: Labels) -> float:
        """Share of the images that the network reads right.

        Args:
            x: images, shape (N, 1, 28, 28).
            t: labels, shape (N,).

        Returns:
            Between 0 and 1.

        Raises:
            LibraryError: if the library stops with an exception.
        """
        with _told():
            return float(self.module.accuracy(self.network, self._as_wanted(x), t))

    def save(self, file: Path) -> None:
        """Save what the network has learned, by the piece `save`.

        Args:
            file: where to.

        Raises:
            LibraryError: if the library stops with an exception.
        """
        with _told():
            self.module.save(file, self.network)

    def _as_wanted(self, x: Array) -> Array:
        return x.reshape(len(x), -1) if self.flat else x


class _told:  # noqa: N801 (used like a function)
    """What an exception of the library says to the learner: the lines of the library alone."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, LibraryError):
            raise LibraryError(_own_lines(error)) from error


def _in_a_word(error: BaseException | None) -> str:
    return f"{type(error).__name__}: {one_line(error)}"


def _own_frames(error: Exception) -> list[traceback.FrameSummary]:
    return [f for f in traceback.extract_tb(error.__traceback__) if f.filename == FILE]


def _own_lines(error: Exception) -> str:
    text = traceback.TracebackException.from_exception(error)
    text.stack = traceback.StackSummary.from_list(_own_frames(error))
    text.__cause__ = text.__context__ = None
    return "".join(text.format()).rstrip()
