"""Run samples and write beside each what it prints (.out) and what it draws (.svg).

    python scripts/render.py                     every sample
    python scripts/render.py 15_im2col           the samples of a folder
    python scripts/render.py 15_im2col/unfold    one sample
    python scripts/render.py --check 15_im2col   write nothing, say what differs

Only what differs beyond the sample's tolerance (docs/samples/settings.toml) is written, so that
a run on another machine does not change files for nothing; --force writes all.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # instead of scripts/, whose site.py and test.py are no modules for others

from scripts.book import samples  # noqa: E402
from scripts.book.samples import Outcome, Sample, SampleError  # noqa: E402


def main(arguments: list[str] | None = None) -> int:
    """Render what the command line names; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="render.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", metavar="NAME", nargs="*", help="folder, or folder/file")
    parser.add_argument("--check", action="store_true", help="only compare")
    parser.add_argument("--force", action="store_true", help="write even what is near enough")
    options = parser.parse_args(arguments)
    if find_spec("matplotlib") is None:
        print(
            f"render.py: this Python ({sys.executable}) has no Matplotlib; use the project's own:"
            " .venv/bin/python scripts/render.py (python scripts/test.py makes .venv)",
            file=sys.stderr,
        )
        return 2

    try:
        everything = samples.all_samples()
        chosen = samples.select(options.names, everything) if options.names else everything
    except SampleError as error:
        print(f"render.py: {error}", file=sys.stderr)
        return 2

    bad = 0
    for number, sample in enumerate(chosen, start=1):
        print(f"[{number}/{len(chosen)}] {sample.name}", end=" ", flush=True)
        try:
            outcome = samples.run(sample)
            found = samples.differences(sample, outcome)
            if outcome.left_behind:
                raise SampleError(found[0])
        except SampleError as error:
            print(f"FAILED\n{error}")
            bad += 1
            continue
        if options.check:
            verdict = "differs" if found else "same"
            bad += bool(found)
        elif found or options.force:
            write(sample, outcome)
            verdict = "written"
        else:
            verdict = "unchanged"
        print(f"{verdict}  {outcome.seconds:.1f} s")
        if options.check and found:
            print("\n".join(found))

    folders = {sample.path.parent for sample in chosen}
    for path in samples.orphans(everything):
        if path.parent not in folders:
            continue
        name = path.relative_to(samples.SAMPLES).as_posix()
        if options.check:
            print(f"{name} belongs to no sample")
            bad += 1
        else:
            path.unlink()
            print(f"{name} belonged to no sample: removed")
    return 1 if bad else 0


def write(sample: Sample, outcome: Outcome) -> None:
    """Replace what is kept of a sample; a file that it does not give any more is removed."""
    folder = sample.path.parent
    wanted = dict(outcome.figures)
    if outcome.text:
        wanted[sample.output.name] = outcome.text
    for name, text in wanted.items():
        replace(folder / name, text)
    kept = {*sample.kept_figures(), sample.output.name}
    for name in kept - wanted.keys():
        (folder / name).unlink(missing_ok=True)


def replace(path: Path, text: str) -> None:
    """Write a file whole or not at all, with the same line endings everywhere."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    sys.exit(main())
