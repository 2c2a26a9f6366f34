"""Run a notebook as Jupyter does, and compare what its programs give with what the page shows.

    python -m scripts.book.run_notebook FILE

runs a notebook where it lies, and writes it anew with its outputs.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

from lesson_code.exercises.progress import HOME_VARIABLE
from scripts.book import samples
from scripts.book.pages import DOCS, ROOT
from scripts.machine.environment import ONE_THREAD


def run(text: str, folder: Path, python: Path | None = None) -> Any:
    """Run a notebook in a folder, from the first cell to the last; return it with its outputs.

    Args:
        text: of its file.
        folder: where its programs read and write.
        python: what runs them, with ipykernel; default: this Python, which has the package as it
            stands in the project.

    Raises:
        nbclient.exceptions.CellExecutionError: if a cell raises.
    """
    notebook = nbformat.reads(text, as_version=4)
    kernel = AsyncKernelManager(kernel_name="python3")
    launcher = ["-m", "ipykernel_launcher", "--log-level=40", "-f", "{connection_file}"]
    kernel.kernel_spec.argv = [str(python or sys.executable), *launcher]
    path = {} if python else {"PYTHONPATH": str(ROOT)}
    variables = {**os.environ, **ONE_THREAD, **path, HOME_VARIABLE: str(folder / ".progress")}
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, km=kernel, timeout=samples.LONG_SECONDS, resources=resources)
    client.execute(env=variables)
    return notebook


def bring_data(folder: Path, text: str) -> None:
    """Put into a folder what the notebook's samples read."""
    for sample in samples.all_samples():
        if f'"sample": "{sample.name}"' in text:
            for name in sample.settings.reads:
                shutil.copy(DOCS / samples.place_of(name), folder)


def differences(notebook: Any) -> Iterator[str]:
    """Say where a notebook that was run gives something else than the samples' kept output."""
    by_name = {sample.name: sample for sample in samples.all_samples()}
    for cell in notebook.cells:
        name = cell.metadata.get("sample")
        if name is None:
            continue
        sample = by_name[name]
        kept = sample.output.read_text("utf-8") if sample.output.is_file() else ""
        printed = "".join(o.text for o in cell.outputs if o.get("name") == "stdout")
        if problem := samples.compare_text(kept, shown(printed), sample.settings.tolerance):
            yield f"{name}: {problem}"
        figures = sum(o.output_type == "display_data" for o in cell.outputs)
        if figures != len(sample.kept_figures()):
            yield f"{name} draws {figures} figures, and {len(sample.kept_figures())} are kept"


def shown(printed: str) -> str:
    """Return what is left to see of a text: after a carriage return, its line is written over.

    What a cell runs as another process believes that it writes into a terminal, and shows how far
    it is.
    """
    lines = []
    for line in printed.replace("\r\n", "\n").split("\n"):
        seen = ""
        for part in line.split("\r"):
            seen = part + seen[len(part) :]
        lines.append(seen.rstrip() if "\r" in line else line)
    return "\n".join(lines)


if __name__ == "__main__":
    file = Path(sys.argv[1]).resolve()
    nbformat.write(run(file.read_text(encoding="utf-8"), file.parent), file)
