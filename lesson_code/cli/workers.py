"""Who computes a training in parts, if anyone: threads, or a Dask cluster."""

import contextlib
import logging
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import click

from lesson_code import __version__
from lesson_code.checkpoint import Checkpoint
from lesson_code.exercises.telling import Speaker
from lesson_code.parallel import DataParallel

CONNECTING = 10  # seconds to find a cluster in
MOST_NOTED = 1000  # workers that a file may ask for
STEPPING = 300  # seconds in which a cluster computes a step, or is lost

TEXTS = {
    "too_many": {
        "ja": "この学習の記録では、ワーカーが {asked} 個です。--workers で数を指定してください",
        "en": "the run asks for {asked} workers; say with --workers how many there are to be",
    },
    "dask": {
        "ja": "--cluster にはDaskが必要です。次のコマンドで入ります: pip install "
        "'lesson-code[parallel]'",
        "en": "--cluster needs Dask; install it with: pip install 'lesson-code[parallel]'",
    },
    "no_cluster": {
        "ja": "--cluster {cluster}: ワーカーのいるスケジューラが、{seconds} "
        "秒待っても見つかりません。"
        "dask scheduler と dask worker ADDRESS で始めてください",
        "en": "--cluster {cluster}: found no scheduler with a worker there within {seconds} "
        "seconds; start them with: dask scheduler, and dask worker ADDRESS",
    },
    "found": {"ja": "{versions} があります", "en": "found {versions}"},
    "version": {
        "ja": "--cluster {cluster}: スケジューラにもすべてのワーカーにも lesson-code {version} "
        "が必要です: "
        "{problem}",
        "en": "--cluster {cluster}: expected lesson-code {version} at the scheduler and at every "
        "worker: {problem}",
    },
}
say = Speaker(TEXTS)


@contextlib.contextmanager
def in_parallel(
    run: Checkpoint, workers: int | None, cluster: str | None
) -> Iterator[DataParallel | None]:
    """Who computes in parts, if anyone: threads, or a cluster as long as it is needed.

    Args:
        run: the run, which notes how many parts it was asked for.
        workers: how many parts the command asks for, if it does.
        cluster: address of a Dask cluster's scheduler; None for threads.

    Yields:
        Who computes in parts; None where one worker is enough.

    Raises:
        click.ClickException: if there is no such cluster, or one with another version of
            this package.
        click.UsageError: if the run, not the command, asks for more workers than there will be.
    """
    network, asked = run.trainer.network, run.notes.get("workers")
    if workers is None and type(asked) is int and asked > 1:
        if asked > MOST_NOTED:
            raise click.UsageError(say("too_many", asked=asked))
        workers = asked  # the number decides how sums are rounded; who computes them does not
    if cluster is not None:
        with _connect(cluster) as client:
            workers = workers or sum(client.nthreads().values())
            yield DataParallel(network, workers, client.get_executor(), timeout=STEPPING)
    elif workers is None or workers == 1:
        yield None
    else:
        with warnings.catch_warnings(record=True, action="always") as words:
            parallel = DataParallel(network, workers)
        for word in words:
            click.echo(word.message, err=True)
        with parallel:
            yield parallel


@contextlib.contextmanager
def _connect(cluster: str) -> Iterator[Any]:
    """A client of a Dask cluster that has a worker, and this package at every place."""
    try:
        from distributed import Client
    except ImportError as error:
        raise click.ClickException(say("dask")) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what went wrong is said here
    connect: Callable[..., Any] = Client
    with contextlib.ExitStack() as stack:
        try:
            client = stack.enter_context(connect(cluster, timeout=CONNECTING))
            client.wait_for_workers(1, timeout=CONNECTING)
        except (OSError, ValueError) as error:
            message = say("no_cluster", cluster=cluster, seconds=CONNECTING)
            raise click.ClickException(message) from error
        try:
            versions = {client.run_on_scheduler(_version), *client.run(_version).values()}
            found = say("found", versions=", ".join(sorted(versions)))
            problem = "" if versions == {__version__} else found
        except Exception as error:  # Dask makes a bare Exception of a worker's ImportError
            problem = str(error)
        if problem:
            message = say("version", cluster=cluster, version=__version__, problem=problem)
            raise click.ClickException(message)
        yield client


def _version() -> str:
    return __version__
