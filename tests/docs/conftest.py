"""What tests of answers to exercises share."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator

import pytest

from lesson_code.exercises.pieces import all_pieces, library_text
from scripts.book.exercise_pages import EXERCISES


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where an answer says `from mine import`, it gets our pieces; what it saves stays apart."""
    library = types.ModuleType("mine")
    exec(compile(library_text(all_pieces(EXERCISES), {}), "mine.py", "exec"), library.__dict__)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("answers"))
        patch.setitem(sys.modules, library.__name__, library)
        yield
