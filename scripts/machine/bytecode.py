"""Compile what the programs of the pages import; Pyodide runs this, in Node.js.

compile_pyodide.py starts it, and keeps what it writes. It imports what a program imports that
draws, and then compiles every module that came, as `import` would have done.
"""

import importlib
import importlib.util
import io
import marshal
import site
import sys
import zipfile
from pathlib import Path

STANDARD = Path("/lib/python{}{}.zip".format(*sys.version_info))
SITE = Path(site.getsitepackages()[0])
UNCHECKED = (1).to_bytes(4, "little")  # the hash says what was compiled; `import` does not ask

# Modules that are imported besides, when lesson_code is or when a program of a page wants them
BESIDES = """concurrent.futures.process concurrent.futures.thread copy difflib fractions hmac
importlib.metadata inspect itertools math multiprocessing.connection numpy.random numpy.typing
pickletools queue secrets statistics tarfile time timeit tomllib tracemalloc"""


def draw():
    """Import what a figure needs, up to its being written."""
    import matplotlib.pyplot as plt

    plt.subplots()[1].plot([1, 2], label="$x$")
    plt.legend()
    plt.savefig(io.StringIO(), format="svg")


def compiled(source, path):
    """Return the content of a .pyc file."""
    code = compile(source, path, "exec", dont_inherit=True)
    what = importlib.util.source_hash(source)
    return importlib.util.MAGIC_NUMBER + UNCHECKED + what + marshal.dumps(code)


def archives():
    """Return ZIP archives by name.

    Two hold the bytecode of packages, beside whose sources it belongs. The third is the standard
    library, in which bytecode takes the place of the source wherever there is some: reading it
    out of an archive, Python asks for no source.
    """
    draw()
    for name in BESIDES.split():
        importlib.import_module(name)
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    paths = sorted(Path(file) for file in files if file and file.endswith(".py"))

    packages = {"numpy": {}, "matplotlib": {}}
    for path in paths:
        if path.is_relative_to(SITE):
            kept = Path(importlib.util.cache_from_source(path)).relative_to(SITE)
            package = packages["numpy" if kept.parts[0] == "numpy" else "matplotlib"]
            package[str(kept)] = compiled(path.read_bytes(), str(path))

    library = {}
    with zipfile.ZipFile(STANDARD) as archive:
        for name in archive.namelist():
            path, content = STANDARD / name, archive.read(name)
            if path in paths:
                library[f"{name}c"] = compiled(content, str(path))
            elif not name.endswith("/"):
                library[name] = content
    return {
        "compiled-stdlib.zip": archived(library),
        **{f"compiled-{name}.zip": archived(files) for name, files in packages.items()},
    }


def archived(files):
    """Return a ZIP archive that depends on the files alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


if __name__ == "__main__":
    for name, content in archives().items():
        Path("/archives", name).write_bytes(content)
