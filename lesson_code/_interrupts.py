"""Ctrl-C, and what else asks a program to end: kept waiting while something is half done."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

# A cluster sends SIGTERM before it kills, a terminal that is closed SIGHUP; Windows has no SIGHUP
_ENDING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


@contextlib.contextmanager
def interrupts_wait() -> Iterator[list[int]]:
    """Let Ctrl-C wait for the end of the block, so that nothing is left half done.

    Only where Ctrl-C does what Python made it do: in the main thread of a program that has no use
    of its own for it. What `signals_interrupt` made like Ctrl-C waits likewise.

    Yields:
        A list that is no longer empty once Ctrl-C was pressed.

    Raises:
        KeyboardInterrupt: at the end, if Ctrl-C was pressed.
    """
    noted: list[int] = []
    ours = {
        number: handler
        for number in _ENDING
        if (handler := signal.getsignal(number)) in (signal.default_int_handler, _interrupt)
        and threading.current_thread() is threading.main_thread()
    }
    try:
        for number in ours:
            signal.signal(number, lambda number, frame: noted.append(number))
        yield noted
    finally:
        for number, handler in ours.items():
            signal.signal(number, handler)
    if noted:
        _interrupt(noted[0], None)


@contextlib.contextmanager
def signals_interrupt() -> Iterator[None]:
    """Let SIGTERM and SIGHUP raise KeyboardInterrupt in the block, as Ctrl-C does.

    Only where they would end the program at once: a signal that is ignored, as with nohup, or that
    the program has a use for, stays so.
    """
    ours = [
        number
        for number in _ENDING
        if signal.getsignal(number) is signal.SIG_DFL
        and threading.current_thread() is threading.main_thread()
    ]
    try:
        for number in ours:
            signal.signal(number, _interrupt)
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def exit_code(error: KeyboardInterrupt) -> int:
    """What shells report of a program that a signal ended.

    Args:
        error: what the signal raised.

    Returns:
        130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP.
    """
    number = error.args[0] if error.args else signal.SIGINT
    return 128 + int(number)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt(number) if number != signal.SIGINT else KeyboardInterrupt
